package dev.lockstep.embedded.qdrant.schema;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CollectionParamsDiff;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.MaxOptimizationThreads;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.WalConfigDiff;
import io.qdrant.client.grpc.JsonWithInt.Value;

/**
 * The settings of a collection as Qdrant tells them: what was asked for, over the defaults of a single server. An update
 * overwrites what it names and leaves the rest, which is how protobuf merges messages.
 */
public final class CollectionSettings {
    private static final HnswConfigDiff HNSW = HnswConfigDiff.newBuilder()
            .setM(16)
            .setEfConstruct(100)
            .setFullScanThreshold(10_000)
            .setMaxIndexingThreads(0)
            .setOnDisk(false)
            .build();
    private static final OptimizersConfigDiff OPTIMIZERS = OptimizersConfigDiff.newBuilder()
            .setDeletedThreshold(0.2)
            .setVacuumMinVectorNumber(1_000)
            .setDefaultSegmentNumber(0)
            .setIndexingThreshold(10_000)
            .setFlushIntervalSec(5)
            .setMaxOptimizationThreads(
                    MaxOptimizationThreads.newBuilder().setSetting(MaxOptimizationThreads.Setting.Auto))
            .build();
    private static final WalConfigDiff WAL = WalConfigDiff.newBuilder()
            .setWalCapacityMb(32)
            .setWalSegmentsAhead(0)
            .setWalRetainClosed(1)
            .build();

    private CollectionSettings() {}

    public static CollectionConfig of(CreateCollection created) {
        CollectionConfig.Builder config = CollectionConfig.newBuilder()
                .setParams(params(created))
                .setHnswConfig(HNSW.toBuilder().mergeFrom(created.getHnswConfig()))
                .setOptimizerConfig(OPTIMIZERS.toBuilder().mergeFrom(created.getOptimizersConfig()))
                .setWalConfig(WAL.toBuilder().mergeFrom(created.getWalConfig()))
                .putAllMetadata(created.getMetadataMap());
        if (created.hasQuantizationConfig()) {
            config.setQuantizationConfig(created.getQuantizationConfig());
        }
        if (created.hasStrictModeConfig()) {
            config.setStrictModeConfig(created.getStrictModeConfig());
        }
        return config.build();
    }

    private static CollectionParams params(CreateCollection created) {
        CollectionParams.Builder params = CollectionParams.newBuilder()
                .setShardNumber(created.hasShardNumber() ? created.getShardNumber() : 1)
                .setReplicationFactor(created.hasReplicationFactor() ? created.getReplicationFactor() : 1)
                .setWriteConsistencyFactor(
                        created.hasWriteConsistencyFactor() ? created.getWriteConsistencyFactor() : 1)
                .setOnDiskPayload(!created.hasOnDiskPayload() || created.getOnDiskPayload())
                .setVectorsConfig(created.getVectorsConfig());
        if (created.hasShardingMethod()) {
            params.setShardingMethod(created.getShardingMethod());
        }
        if (created.hasSparseVectorsConfig()) {
            params.setSparseVectorsConfig(created.getSparseVectorsConfig());
        }
        return params.build();
    }

    public static CollectionConfig updated(CollectionConfig config, UpdateCollection update) {
        CollectionConfig.Builder updated = config.toBuilder();
        updated.getHnswConfigBuilder().mergeFrom(update.getHnswConfig());
        updated.getOptimizerConfigBuilder().mergeFrom(update.getOptimizersConfig());
        update(updated.getParamsBuilder(), update.getParams());
        if (update.hasVectorsConfig()) {
            VectorSettings.update(updated.getParamsBuilder(), update.getVectorsConfig());
        }
        VectorSettings.update(updated.getParamsBuilder(), update.getSparseVectorsConfig());
        if (update.hasQuantizationConfig()) {
            VectorSettings.quantization(update.getQuantizationConfig())
                    .ifPresentOrElse(updated::setQuantizationConfig, updated::clearQuantizationConfig);
        }
        if (update.hasStrictModeConfig()) {
            ErrorStatus.unsupportedIf(update.getStrictModeConfig().getEnabled(), "Strict mode");
            updated.mergeStrictModeConfig(update.getStrictModeConfig());
        }
        update.getMetadataMap().forEach((key, value) -> {
            if (value.getKindCase() == Value.KindCase.NULL_VALUE) {
                updated.removeMetadata(key);
            } else {
                updated.putMetadata(key, value);
            }
        });
        return updated.build();
    }

    private static void update(CollectionParams.Builder params, CollectionParamsDiff diff) {
        if (diff.hasReplicationFactor()) {
            params.setReplicationFactor(diff.getReplicationFactor());
        }
        if (diff.hasWriteConsistencyFactor()) {
            params.setWriteConsistencyFactor(diff.getWriteConsistencyFactor());
        }
        if (diff.hasOnDiskPayload()) {
            params.setOnDiskPayload(diff.getOnDiskPayload());
        }
        if (diff.hasReadFanOutFactor()) {
            params.setReadFanOutFactor(diff.getReadFanOutFactor());
        }
        if (diff.hasReadFanOutDelayMs()) {
            params.setReadFanOutDelayMs(diff.getReadFanOutDelayMs());
        }
    }
}
