package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

@Row({"Points, writing", "Payload indexes"})
class PayloadIndexesContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void everyTypeOfIndexIsMadeAndToldOf() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        Map<FieldType, PayloadSchemaType> types = Map.of(
                FieldType.FieldTypeKeyword, PayloadSchemaType.Keyword,
                FieldType.FieldTypeInteger, PayloadSchemaType.Integer,
                FieldType.FieldTypeFloat, PayloadSchemaType.Float,
                FieldType.FieldTypeGeo, PayloadSchemaType.Geo,
                FieldType.FieldTypeText, PayloadSchemaType.Text,
                FieldType.FieldTypeBool, PayloadSchemaType.Bool,
                FieldType.FieldTypeDatetime, PayloadSchemaType.Datetime,
                FieldType.FieldTypeUuid, PayloadSchemaType.Uuid);
        types.keySet().forEach(type -> points.index("field-" + type.getNumber(), type));

        Map<String, PayloadSchemaInfo> schema = schema(points);
        assertThat(schema).hasSameSizeAs(types);
        types.forEach((type, told) -> assertThat(
                        schema.get("field-" + type.getNumber()).getDataType())
                .isEqualTo(told));
    }

    @Test
    void anIndexIsDeletedAndTheValuesStay() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        points.index("color", FieldType.FieldTypeKeyword);
        points.upsert(point(1, Map.of("color", value("red")), 1, 0), point(2, Map.of("color", value("blue")), 1, 0));
        assertThat(points.matching(ConditionFactory.matchKeyword("color", "red")))
                .containsExactly(1L);

        var unused = QDRANT.points()
                .deleteFieldIndex(DeleteFieldIndexCollection.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .setFieldName("color")
                        .build());
        assertThat(schema(points)).isEmpty();
        assertThat(points.matching(ConditionFactory.matchKeyword("color", "red")))
                .containsExactly(1L);
    }

    /** lib/segment/src/index/field_index/full_text_index in Qdrant's source. */
    @Test
    void aTextGoesByItsTokens() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        points.upsert(
                point(1, Map.of("text", value("The dark Sea")), 1, 0),
                point(2, Map.of("text", value("seagreen")), 1, 0));
        assertThat(points.matching(ConditionFactory.matchText("text", "sea"))).containsExactly(2L);
        points.index("text", FieldType.FieldTypeText);
        assertThat(points.matching(ConditionFactory.matchText("text", "SEA dark")))
                .containsExactly(1L);
        assertThat(points.matching(ConditionFactory.matchText("text", "sea light")))
                .isEmpty();
        assertThat(points.matching(ConditionFactory.matchTextAny("text", "light seagreen")))
                .containsExactly(2L);
    }

    /** tests/openapi/test_phrase_matching.py: the index has to be made for it. */
    @Test
    void phrasesNeedAnIndexThatIsMadeForThem() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        var unused = QDRANT.points()
                .createFieldIndex(CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .setFieldName("text")
                        .setFieldType(FieldType.FieldTypeText)
                        .setFieldIndexParams(PayloadIndexParams.newBuilder()
                                .setTextIndexParams(TextIndexParams.newBuilder()
                                        .setTokenizer(TokenizerType.Word)
                                        .setPhraseMatching(true)))
                        .build());
        points.upsert(
                point(1, Map.of("text", value("dark sea green")), 1, 0),
                point(2, Map.of("text", value("green sea")), 1, 0));
        assertThat(points.matching(ConditionFactory.matchPhrase("text", "Sea Green")))
                .containsExactly(1L);
    }

    @Test
    void uuidsAreTheSameHoweverTheyAreWritten() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        points.index("key", FieldType.FieldTypeUuid);
        points.upsert(point(1, Map.of("key", value("0F3A7C5E-0000-4000-8000-00000000000A")), 1, 0));
        assertThat(points.matching(ConditionFactory.matchKeyword("key", "0f3a7c5e-0000-4000-8000-00000000000a")))
                .containsExactly(1L);
    }

    @Test
    void anIndexWithSettingsOfAnotherTypeIsRefused() {
        TestCollection points = QDRANT.collection(Distance.Cosine);
        Refused.as(Code.INVALID_ARGUMENT, "do not match", () -> QDRANT.points()
                .createFieldIndex(CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(points.name())
                        .setFieldName("n")
                        .setFieldType(FieldType.FieldTypeInteger)
                        .setFieldIndexParams(PayloadIndexParams.newBuilder()
                                .setTextIndexParams(TextIndexParams.getDefaultInstance()))
                        .build()));
    }

    @Test
    void anIndexOfAMissingCollectionIsRefused() {
        Refused.as(Code.NOT_FOUND, () -> {
            new TestCollection(QDRANT, "contract-nowhere").index("color", FieldType.FieldTypeKeyword);
            return "an index";
        });
    }

    private static Map<String, PayloadSchemaInfo> schema(TestCollection collection) {
        return QDRANT.collections()
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(collection.name())
                        .build())
                .getResult()
                .getPayloadSchemaMap();
    }
}
