package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.junit.EmbeddedQdrantExtension;
import io.grpc.ManagedChannel;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.ShardingMethod;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.WalConfigDiff;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsBlockingStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names and values as in Qdrant: lib/common/common/src/validation.rs, lib/api/build.rs, collection_meta_ops.rs. */
@ExtendWith(EmbeddedQdrantExtension.class)
class CollectionRefusalsTest {
    private static final String INVALID = "INVALID_ARGUMENT: Validation error in body: ";

    private CollectionsBlockingStub collections;

    @BeforeEach
    void connect(ManagedChannel channel) {
        collections = CollectionsGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void nothingIsLeftOfWhatWasRefused() {
        assertThat(collections.list(ListCollectionsRequest.getDefaultInstance()).getCollectionsList())
                .isEmpty();
    }

    private static CreateCollection.Builder request() {
        return creation("c", 2, Distance.Dot).toBuilder();
    }

    private void refused(CreateCollection.Builder request, String message) {
        assertThatThrownBy(() -> collections.create(request.build())).hasMessageStartingWith(message);
    }

    @Test
    void namesOfCollections() {
        String length = INVALID + "[collection_name: value \"\" invalid, must be from 1 to 255 characters]";
        refused(request().setCollectionName(""), length);
        refused(
                request().setCollectionName("a".repeat(256)),
                INVALID + "[collection_name: must be from 1 to 255 characters]");
        for (String character : new String[] {"<", ">", ":", "\"", "/", "\\", "|", "?", "*", "\0", "\u001F"}) {
            refused(request().setCollectionName("a" + character), INVALID + "[collection_name: collection name cannot");
        }
        assertThatThrownBy(() -> collections.get(GetCollectionInfoRequest.getDefaultInstance()))
                .hasMessage(length);
        assertThatThrownBy(() -> collections.delete(DeleteCollection.getDefaultInstance()))
                .hasMessage(length);
        assertThatThrownBy(() -> collections.collectionExists(CollectionExistsRequest.newBuilder()
                        .setCollectionName("a/b")
                        .build()))
                .hasMessageStartingWith(INVALID + "[collection_name: collection name cannot contain \"/\" char]");
    }

    @Test
    void aNameOf255CharactersOutsideOfAsciiIsTaken() {
        String name = "\u00e4".repeat(255);
        assertThat(collections.create(request().setCollectionName(name).build()).getResult())
                .isTrue();
        assertThat(collections
                        .delete(DeleteCollection.newBuilder()
                                .setCollectionName(name)
                                .build())
                        .getResult())
                .isTrue();
    }

    @Test
    void namesOfVectors() {
        refused(withVector("a/b"), INVALID);
        refused(withVector("a".repeat(201)), INVALID + "[vectors_config: vector name must be at most 200 bytes long]");
        CreateCollection.Builder twice = request();
        twice.getSparseVectorsConfigBuilder().putMap(DENSE, SparseVectorParams.getDefaultInstance());
        refused(
                twice,
                "INVALID_ARGUMENT: Wrong input: Dense and sparse vector names must be unique - duplicate found with 'dense'");
    }

    private static CreateCollection.Builder withVector(String name) {
        CreateCollection.Builder request = request();
        request.getVectorsConfigBuilder()
                .getParamsMapBuilder()
                .putMap(
                        name,
                        VectorParams.newBuilder()
                                .setSize(1)
                                .setDistance(Distance.Dot)
                                .build());
        return request;
    }

    @Test
    void valuesOfSettings() {
        refused(request().setShardNumber(0), INVALID + "[shard_number: value 0 invalid, must be 1 or larger]");
        // sharding_method_from_proto in Qdrant's lib/collection/src/operations/conversions.rs.
        refused(request().setShardingMethodValue(99), "INVALID_ARGUMENT: Cannot convert ShardingMethod: 99");
        refused(request().setReplicationFactor(0), INVALID + "[replication_factor");
        refused(request().setWriteConsistencyFactor(0), INVALID + "[write_consistency_factor");
        refused(
                request().setHnswConfig(HnswConfigDiff.newBuilder().setEfConstruct(3)),
                INVALID + "[hnsw_config.ef_construct: value 3 invalid, must be 4 or larger]");
        refused(
                request().setOptimizersConfig(OptimizersConfigDiff.newBuilder().setVacuumMinVectorNumber(99)),
                INVALID + "[optimizers_config.vacuum_min_vector_number");
        refused(
                request().setOptimizersConfig(OptimizersConfigDiff.newBuilder().setDeletedThreshold(Double.NaN)),
                INVALID + "[optimizers_config.deleted_threshold");
        refused(
                request().setWalConfig(WalConfigDiff.newBuilder().setWalCapacityMb(0)),
                INVALID + "[wal_config.wal_capacity_mb");
        assertThatThrownBy(() -> collections.delete(DeleteCollection.newBuilder()
                        .setCollectionName("c")
                        .setTimeout(0)
                        .build()))
                .hasMessageStartingWith(INVALID + "[timeout");
    }

    @Test
    void whatIsNotImplementedIsNamed() {
        refused(
                request().setShardingMethod(ShardingMethod.Custom),
                "UNIMPLEMENTED: Custom sharding is not implemented by the embedded Qdrant");
        refused(
                request().setStrictModeConfig(StrictModeConfig.newBuilder().setEnabled(true)),
                "UNIMPLEMENTED: Strict mode is not implemented by the embedded Qdrant");
    }
}
