package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.BinaryQuantization;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParamsDiff;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Disabled;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.QuantizationConfigDiff;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.SparseIndexConfig;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParamsDiff;
import io.qdrant.client.grpc.Collections.VectorParamsDiffMap;
import io.qdrant.client.grpc.Collections.VectorsConfigDiff;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Updates merge into what is there, as in Qdrant: lib/collection/src/operations/config_diff.rs. */
class CollectionUpdatesTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory);
        CreateCollection request = creation(POINTS, 2, Distance.Dot).toBuilder()
                .setHnswConfig(HnswConfigDiff.newBuilder().setM(32))
                .putMetadata("model", value("first"))
                .putMetadata("owner", value("me"))
                .build();
        assertThat(qdrant.collections.create(request).getResult()).isTrue();
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void settingsThatNobodyNamedAreQdrantsDefaults() {
        // config/config.yaml in Qdrant's repository.
        HnswConfigDiff hnsw = config().getHnswConfig();
        assertThat(hnsw.getM()).isEqualTo(32);
        assertThat(hnsw.getEfConstruct()).isEqualTo(100);
        assertThat(hnsw.getFullScanThreshold()).isEqualTo(10_000);
        OptimizersConfigDiff optimizers = config().getOptimizerConfig();
        assertThat(optimizers.getDeletedThreshold()).isEqualTo(0.2);
        assertThat(optimizers.getVacuumMinVectorNumber()).isEqualTo(1_000);
        assertThat(optimizers.getFlushIntervalSec()).isEqualTo(5);
        assertThat(config().getWalConfig().getWalCapacityMb()).isEqualTo(32);
        assertThat(config().hasQuantizationConfig()).isFalse();
    }

    @Test
    void namedSettingsChangeAndTheOthersStayAlsoAfterARestart() {
        update(request -> request.setHnswConfig(HnswConfigDiff.newBuilder().setEfConstruct(200))
                .setOptimizersConfig(OptimizersConfigDiff.newBuilder().setIndexingThreshold(0))
                .setParams(CollectionParamsDiff.newBuilder()
                        .setReplicationFactor(3)
                        .setReadFanOutFactor(2))
                .putMetadata("model", value("second"))
                .putMetadata("owner", nullValue()));
        qdrant.close();
        qdrant = RunningQdrant.in(directory);

        assertThat(config().getHnswConfig().getM()).isEqualTo(32);
        assertThat(config().getHnswConfig().getEfConstruct()).isEqualTo(200);
        assertThat(config().getOptimizerConfig().getIndexingThreshold()).isZero();
        assertThat(config().getOptimizerConfig().getDeletedThreshold()).isEqualTo(0.2);
        assertThat(config().getParams().getReplicationFactor()).isEqualTo(3);
        assertThat(config().getParams().getReadFanOutFactor()).isEqualTo(2);
        assertThat(config().getParams().getWriteConsistencyFactor()).isEqualTo(1);
        assertThat(config().getMetadataMap()).isEqualTo(Map.of("model", value("second")));
    }

    @Test
    void quantizationIsReplacedAndDisabled() {
        update(request -> request.setQuantizationConfig(QuantizationConfigDiff.newBuilder()
                .setScalar(ScalarQuantization.newBuilder().setType(QuantizationType.Int8))));
        assertThat(config().getQuantizationConfig().hasScalar()).isTrue();
        update(request -> request.setQuantizationConfig(
                QuantizationConfigDiff.newBuilder().setBinary(BinaryQuantization.getDefaultInstance())));
        assertThat(config().getQuantizationConfig().hasBinary()).isTrue();
        update(request -> request.setQuantizationConfig(
                QuantizationConfigDiff.newBuilder().setDisabled(Disabled.getDefaultInstance())));
        assertThat(config().hasQuantizationConfig()).isFalse();
    }

    @Test
    void aVectorsSettingsChangeAndNotItsSize() {
        update(request -> request.setVectorsConfig(vectors(
                DENSE,
                VectorParamsDiff.newBuilder()
                        .setOnDisk(true)
                        .setHnswConfig(HnswConfigDiff.newBuilder().setM(8)))));
        var params = config().getParams().getVectorsConfig().getParamsMap().getMapOrThrow(DENSE);
        assertThat(params.getOnDisk()).isTrue();
        assertThat(params.getHnswConfig().getM()).isEqualTo(8);
        assertThat(params.getSize()).isEqualTo(2);
        assertThat(params.getDistance()).isEqualTo(Distance.Dot);
    }

    @Test
    void aChangedModifierHoldsFromTheNextQueryOn() {
        for (long number = 1; number <= 3; number++) {
            qdrant.upsert(PointStruct.newBuilder()
                    .setId(id(number))
                    .setVectors(namedVectors(Map.of(SPARSE, vector(List.of(1f), List.of(5)))))
                    .build());
        }
        assertThat(sparseScore()).as("rare is worth more").isNotEqualTo(1);
        update(request -> request.setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                .putMap(
                        SPARSE,
                        SparseVectorParams.newBuilder()
                                .setModifier(Modifier.None)
                                .setIndex(SparseIndexConfig.newBuilder().setOnDisk(true))
                                .build())));
        assertThat(sparseScore()).isEqualTo(1);
        qdrant.close();
        qdrant = RunningQdrant.in(directory);
        assertThat(sparseScore()).isEqualTo(1);
        assertThat(config().getParams()
                        .getSparseVectorsConfig()
                        .getMapOrThrow(SPARSE)
                        .getIndex()
                        .getOnDisk())
                .isTrue();
    }

    private float sparseScore() {
        return qdrant.points
                .query(QueryPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setUsing(SPARSE)
                        .setQuery(nearest(List.of(1f), List.of(5)))
                        .build())
                .getResult(0)
                .getScore();
    }

    @Test
    void whatIsRefusedChangesNothing() {
        refused(request -> request.setCollectionName("nowhere"), "NOT_FOUND: Not found: Collection `nowhere`");
        refused(
                request -> request.setVectorsConfig(vectors("other", VectorParamsDiff.newBuilder())),
                "INVALID_ARGUMENT: Wrong input: Not existing vector name error: other");
        refused(
                request -> request.setSparseVectorsConfig(
                        SparseVectorConfig.newBuilder().putMap(DENSE, SparseVectorParams.getDefaultInstance())),
                "INVALID_ARGUMENT: Wrong input: Not existing vector name error: dense");
        refused(
                request -> request.setHnswConfig(HnswConfigDiff.newBuilder().setEfConstruct(3)),
                "INVALID_ARGUMENT: Validation error in body:"
                        + " [hnsw_config.ef_construct: value 3 invalid, must be 4 or larger]");
        refused(
                request -> request.setOptimizersConfig(
                        OptimizersConfigDiff.newBuilder().setDeletedThreshold(1.5)),
                "INVALID_ARGUMENT: Validation error in body: [optimizers_config.deleted_threshold");
        refused(request -> request.setTimeout(0), "INVALID_ARGUMENT: Validation error in body: [timeout");
        refused(
                request -> request.setStrictModeConfig(
                        StrictModeConfig.newBuilder().setEnabled(true)),
                "UNIMPLEMENTED: Strict mode");
        assertThat(config().getHnswConfig().getM())
                .as("what came along with it")
                .isEqualTo(32);
    }

    private void refused(UnaryOperator<UpdateCollection.Builder> change, String message) {
        assertThatThrownBy(() -> update(request -> {
                    request.getHnswConfigBuilder().setM(99);
                    return change.apply(request);
                }))
                .hasMessageStartingWith(message);
    }

    private void update(UnaryOperator<UpdateCollection.Builder> change) {
        UpdateCollection.Builder request = UpdateCollection.newBuilder().setCollectionName(POINTS);
        assertThat(qdrant.collections.update(change.apply(request).build()).getResult())
                .isTrue();
    }

    private static VectorsConfigDiff vectors(String name, VectorParamsDiff.Builder diff) {
        return VectorsConfigDiff.newBuilder()
                .setParamsMap(VectorParamsDiffMap.newBuilder().putMap(name, diff.build()))
                .build();
    }

    private CollectionConfig config() {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult()
                .getConfig();
    }
}
