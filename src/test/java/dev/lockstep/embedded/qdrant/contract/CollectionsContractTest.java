package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.UpsertPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.DENSE;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.PLAIN;
import static dev.lockstep.embedded.qdrant.contract.TestCollection.RARE;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;

/** As in Qdrant's lib/storage/src/content_manager/toc and tests/openapi/test_collection_exists.py. */
@Row("Collections")
class CollectionsContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void aCollectionIsToldOfAsItWasMade() {
        CollectionInfo info = info(QDRANT.collection(Distance.Dot).name());
        var params = info.getConfig().getParams();
        VectorParams dense =
                params.getVectorsConfig().getParamsMap().getMapMap().get(DENSE);
        assertThat(dense.getSize()).isEqualTo(2);
        assertThat(dense.getDistance()).isEqualTo(Distance.Dot);
        assertThat(params.getSparseVectorsConfig().getMapMap()).containsOnlyKeys(RARE, PLAIN);
        assertThat(params.getSparseVectorsConfig().getMapMap().get(RARE).getModifier())
                .isEqualTo(Modifier.Idf);
    }

    @Test
    void aCollectionExistsUntilItIsDeleted() {
        String name = QDRANT.collection(Distance.Cosine).name();
        assertThat(exists(name)).isTrue();
        assertThat(QDRANT.collections()
                        .list(ListCollectionsRequest.getDefaultInstance())
                        .getCollectionsList())
                .extracting(CollectionDescription::getName)
                .contains(name);

        assertThat(delete(name)).isTrue();
        assertThat(exists(name)).isFalse();
        assertThat(delete(name)).isFalse();
        Refused.as(Code.NOT_FOUND, name, () -> info(name));
    }

    @Test
    void aNameIsTakenOnce() {
        String name = QDRANT.collection(Distance.Cosine).name();
        Refused.as(Code.ALREADY_EXISTS, "already exists", () -> QDRANT.collections()
                .create(TestCollection.creation(Distance.Cosine)
                        .setCollectionName(name)
                        .build()));
    }

    @Test
    void aVectorWithoutDimensionsIsRefused() {
        CreateCollection.Builder creation = TestCollection.creation(Distance.Cosine);
        creation.getVectorsConfigBuilder()
                .getParamsMapBuilder()
                .putMap(
                        DENSE,
                        VectorParams.newBuilder().setDistance(Distance.Cosine).build());
        Refused.as(Code.INVALID_ARGUMENT, () -> QDRANT.create(creation));
    }

    @Test
    void aCollectionMayHaveOneVectorWithoutAName() {
        TestCollection points = QDRANT.create(CreateCollection.newBuilder()
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParams(VectorParams.newBuilder().setSize(2).setDistance(Distance.Dot))));
        var unused = QDRANT.points()
                .upsert(UpsertPoints.newBuilder()
                        .setCollectionName(points.name())
                        .setWait(true)
                        .addPoints(PointStruct.newBuilder().setId(id(1)).setVectors(vectors(3, 4)))
                        .build());
        assertThat(info(points.name())
                        .getConfig()
                        .getParams()
                        .getVectorsConfig()
                        .getParams()
                        .getSize())
                .isEqualTo(2);
        assertThat(points.query(QueryPoints.newBuilder().setQuery(nearest(1, 2))))
                .singleElement()
                .satisfies(hit -> assertThat(hit.getScore()).isEqualTo(11));
        assertThat(points.get(1).getVectors().getVector().getDense().getDataList())
                .containsExactly(3f, 4f);
    }

    @Test
    void theSettingsOfACollectionAreChanged() {
        String name = QDRANT.collection(Distance.Cosine).name();
        assertThat(QDRANT.collections().update(update(name)).getResult()).isTrue();
        assertThat(info(name).getConfig().getOptimizerConfig().getIndexingThreshold())
                .isEqualTo(12_345);
        Refused.as(Code.NOT_FOUND, () -> QDRANT.collections().update(update("contract-nowhere")));
    }

    private static UpdateCollection update(String name) {
        return UpdateCollection.newBuilder()
                .setCollectionName(name)
                .setOptimizersConfig(OptimizersConfigDiff.newBuilder().setIndexingThreshold(12_345))
                .build();
    }

    private static CollectionInfo info(String name) {
        return QDRANT.collections()
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(name)
                        .build())
                .getResult();
    }

    private static boolean exists(String name) {
        return QDRANT.collections()
                .collectionExists(CollectionExistsRequest.newBuilder()
                        .setCollectionName(name)
                        .build())
                .getResult()
                .getExists();
    }

    private static boolean delete(String name) {
        return QDRANT.collections()
                .delete(DeleteCollection.newBuilder().setCollectionName(name).build())
                .getResult();
    }
}
