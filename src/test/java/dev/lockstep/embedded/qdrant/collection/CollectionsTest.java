package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CollectionsTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void theClientFindsTheVersionCompatible() throws Exception {
        HealthCheckReply reply = qdrant.client.healthCheckAsync().get();
        assertThat(reply.getTitle()).startsWith("qdrant");
        assertThat(reply.getVersion()).startsWith("1.18.");
        try (QdrantClient checking =
                new QdrantClient(QdrantGrpcClient.newBuilder("127.0.0.1", qdrant.server.port(), false)
                        .build())) {
            assertThat(checking.listCollectionsAsync().get()).isEmpty();
        }
    }

    @Test
    void aCollectionLivesFromCreateToDelete() throws Exception {
        assertThat(qdrant.client.collectionExistsAsync(POINTS).get()).isFalse();
        create(creation(POINTS, 3, Distance.Dot));
        create(creation("another", 3, Distance.Dot));
        assertThat(qdrant.client.collectionExistsAsync(POINTS).get()).isTrue();
        assertThat(qdrant.client.listCollectionsAsync().get()).containsExactly("another", POINTS);

        assertThat(qdrant.client.deleteCollectionAsync(POINTS).get().getResult())
                .isTrue();
        assertThat(qdrant.client.listCollectionsAsync().get()).containsExactly("another");
        assertThat(collectionDirectories()).isEqualTo(1);
        assertThat(qdrant.client.deleteCollectionAsync("another").get().getResult())
                .isTrue();
    }

    @Test
    void aCollectionMadeAgainIsEmpty() throws Exception {
        create(creation(POINTS, 1, Distance.Dot));
        qdrant.upsert(point(1, Map.of(), 1));
        assertThat(qdrant.client.deleteCollectionAsync(POINTS).get().getResult())
                .isTrue();
        create(creation(POINTS, 1, Distance.Dot));
        assertThat(qdrant.count()).isZero();
    }

    @Test
    void aSecondOfTheSameNameIsRefused() {
        create(creation(POINTS, 3, Distance.Dot));
        assertThatThrownBy(() -> create(creation(POINTS, 3, Distance.Dot)))
                .hasMessage("ALREADY_EXISTS: Wrong input: Collection `points` already exists!");
    }

    @Test
    void getTellsHowItWasCreatedAndWhatIsInIt() {
        create(creation(POINTS, 3, Distance.Euclid));
        qdrant.upsert(point(1, Map.of(), 1, 2, 3), point(2, Map.of(), 1, 2, 3));

        CollectionInfo info = info();
        assertThat(info.getStatus()).isEqualTo(CollectionStatus.Green);
        assertThat(info.getPointsCount()).isEqualTo(2);
        var params = info.getConfig().getParams();
        var created = creation(POINTS, 3, Distance.Euclid);
        assertThat(params.getVectorsConfig()).isEqualTo(created.getVectorsConfig());
        assertThat(params.getSparseVectorsConfig()).isEqualTo(created.getSparseVectorsConfig());
        assertThat(params.getVectorsConfig().getParamsMap().getMapMap()).containsOnlyKeys(DENSE);
        assertThat(params.getSparseVectorsConfig().getMapMap()).containsOnlyKeys(SPARSE);
        assertThat(params.getShardNumber()).isEqualTo(1);
    }

    @Test
    void payloadIndexesAreToldAlsoAfterARestart() {
        create(creation(POINTS, 3, Distance.Cosine));
        createIndex("tenant", FieldType.FieldTypeKeyword);
        var removed = qdrant.points.deleteFieldIndex(DeleteFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName("size")
                .build());
        assertThat(removed.hasResult()).isTrue();

        qdrant.close();
        qdrant = RunningQdrant.in(directory);

        var schema = info().getPayloadSchemaMap();
        assertThat(schema).containsOnlyKeys("tenant");
        assertThat(schema.get("tenant").getDataType()).isEqualTo(PayloadSchemaType.Keyword);
        assertThat(schema.get("tenant").getParams().getKeywordIndexParams().getIsTenant())
                .isTrue();
    }

    @Test
    void whatACrashLeftOfACreationOrDeletionIsRemovedAtStart() throws IOException {
        create(creation(POINTS, 3, Distance.Cosine));
        qdrant.close();
        Path leftover = Files.createDirectories(directory.resolve("collections/leftover/index"));
        qdrant = RunningQdrant.in(directory);
        assertThat(leftover.getParent()).doesNotExist();
        assertThat(info().getPointsCount()).isZero();
    }

    @Test
    void vectorsOfThousandsOfDimensionsAreTaken() {
        create(creation(POINTS, 3072, Distance.Cosine));
        float[] vector = new float[3072];
        vector[3071] = 2;
        qdrant.upsert(point(1, Map.of(), vector));
        assertThat(qdrant.count()).isEqualTo(1);
    }

    private void create(CreateCollection request) {
        assertThat(qdrant.collections.create(request).getResult()).isTrue();
    }

    private void createIndex(String field, FieldType type) {
        var result = qdrant.points
                .createFieldIndex(CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(POINTS)
                        .setFieldName(field)
                        .setFieldType(type)
                        .setFieldIndexParams(PayloadIndexParams.newBuilder()
                                .setKeywordIndexParams(
                                        KeywordIndexParams.newBuilder().setIsTenant(true)))
                        .build())
                .getResult();
        assertThat(result.getStatusValue()).isEqualTo(1);
    }

    private CollectionInfo info() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult();
    }

    private long collectionDirectories() throws IOException {
        try (Stream<Path> paths = Files.list(directory.resolve("collections"))) {
            return paths.count();
        }
    }
}
