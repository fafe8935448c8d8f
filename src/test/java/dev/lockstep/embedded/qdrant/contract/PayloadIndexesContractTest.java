package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
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
