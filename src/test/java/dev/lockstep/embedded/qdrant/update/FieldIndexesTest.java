package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FieldIndexesTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void theyTellHowManyPointsHaveAValue() {
        create(index("tenant", FieldType.FieldTypeKeyword));
        create(index("missing", FieldType.FieldTypeInteger));
        qdrant.upsert(
                point(1, Map.of("tenant", value("a")), 1),
                point(2, Map.of("tenant", value("b")), 1),
                point(3, Map.of("tenant", nullValue()), 1),
                point(4, Map.of("other", value("a")), 1));
        assertThat(info().getPayloadSchemaOrThrow("tenant").getPoints()).isEqualTo(2);
        assertThat(info().getPayloadSchemaOrThrow("missing").getPoints()).isZero();
    }

    @Test
    void anIndexMadeAgainReplacesTheOld() {
        create(index("size", FieldType.FieldTypeKeyword));
        create(index("size", FieldType.FieldTypeInteger));
        assertThat(info().getPayloadSchemaOrThrow("size").getDataType()).isEqualTo(PayloadSchemaType.Integer);
        assertThat(info().getPayloadSchemaCount()).isEqualTo(1);
    }

    @Test
    void theAnswerSaysWhetherTheCallerWaited() {
        assertThat(qdrant.points
                        .createFieldIndex(index("a", FieldType.FieldTypeKeyword)
                                .setWait(true)
                                .build())
                        .getResult()
                        .getStatus())
                .isEqualTo(UpdateStatus.Completed);
        assertThat(qdrant.points
                        .createFieldIndex(index("b", FieldType.FieldTypeKeyword).build())
                        .getResult()
                        .getStatus())
                .isEqualTo(UpdateStatus.Acknowledged);
    }

    @Test
    void deletingAMissingOneIsDone() {
        var deleted = qdrant.points.deleteFieldIndex(DeleteFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("nothing")
                .setWait(true)
                .build());
        assertThat(deleted.getResult().getStatus()).isEqualTo(UpdateStatus.Completed);
    }

    @Test
    void whatIsNoIndexIsRefused() {
        // convert_field_type in Qdrant's src/tonic/api/update_common.rs.
        refused(index("", FieldType.FieldTypeKeyword), "INVALID_ARGUMENT: Validation error in body: [field_name");
        refused(
                index("a", FieldType.FieldTypeKeyword).clearFieldType(),
                "INVALID_ARGUMENT: Wrong input: The field type");
        refused(
                index("a", FieldType.FieldTypeKeyword)
                        .setFieldIndexParams(PayloadIndexParams.newBuilder()
                                .setIntegerIndexParams(IntegerIndexParams.getDefaultInstance())),
                "INVALID_ARGUMENT: field_type (Keyword) and field_index_params do not match");
        create(index("a", FieldType.FieldTypeKeyword)
                .setFieldIndexParams(PayloadIndexParams.newBuilder()
                        .setKeywordIndexParams(KeywordIndexParams.getDefaultInstance())));
        assertThat(info().getPayloadSchemaMap()).containsOnlyKeys("a");
    }

    @Test
    void anIndexThatComesAfterTheDeletionOfItsCollectionBringsNothingBack() throws Exception {
        try (CollectionRegistry registry =
                CollectionRegistry.open(directory.resolve("another"), UpdateSettings.DEFAULT)) {
            registry.create(RunningQdrant.creation(POINTS, 1, Distance.Dot));
            PointCollection collection = registry.get(POINTS);
            assertThat(registry.delete(POINTS)).isTrue();
            assertThatThrownBy(() -> collection.addPayloadIndex("a", PayloadSchemaInfo.getDefaultInstance()))
                    .hasMessageStartingWith("NOT_FOUND");
        }
        assertThat(directory.resolve("another/collections")).isEmptyDirectory();
    }

    private void refused(CreateFieldIndexCollection.Builder request, String message) {
        assertThatThrownBy(() -> create(request)).hasMessageStartingWith(message);
    }

    private void create(CreateFieldIndexCollection.Builder request) {
        assertThat(qdrant.points.createFieldIndex(request.build()).hasResult()).isTrue();
    }

    private static CreateFieldIndexCollection.Builder index(String field, FieldType type) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName(field)
                .setFieldType(type);
    }

    private CollectionInfo info() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult();
    }
}
