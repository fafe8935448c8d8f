package dev.lockstep.embedded.qdrant.schema;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Collections.CollectionParamsDiff;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.WalConfigDiff;

/** Refuses values that Qdrant refuses (the table in lib/api/build.rs), also of settings that have no effect here. */
public final class SettingRanges {
    private SettingRanges() {}

    public static void check(CreateCollection request) {
        if (request.hasShardNumber()) {
            atLeast(1, request.getShardNumber(), "shard_number");
        }
        if (request.hasReplicationFactor()) {
            atLeast(1, request.getReplicationFactor(), "replication_factor");
        }
        if (request.hasWriteConsistencyFactor()) {
            atLeast(1, request.getWriteConsistencyFactor(), "write_consistency_factor");
        }
        check(request.getHnswConfig());
        check(request.getOptimizersConfig());
        check(request.getWalConfig());
    }

    public static void check(UpdateCollection request) {
        if (request.hasTimeout()) {
            timeout(request.getTimeout());
        }
        check(request.getParams());
        check(request.getHnswConfig());
        check(request.getOptimizersConfig());
    }

    public static void timeout(long seconds) {
        atLeast(1, seconds, "timeout");
    }

    private static void check(CollectionParamsDiff params) {
        if (params.hasReplicationFactor()) {
            atLeast(1, params.getReplicationFactor(), "params.replication_factor");
        }
        if (params.hasWriteConsistencyFactor()) {
            atLeast(1, params.getWriteConsistencyFactor(), "params.write_consistency_factor");
        }
    }

    public static void check(HnswConfigDiff hnsw) {
        if (hnsw.hasEfConstruct()) {
            atLeast(4, hnsw.getEfConstruct(), "hnsw_config.ef_construct");
        }
    }

    private static void check(OptimizersConfigDiff optimizers) {
        if (optimizers.hasDeletedThreshold()
                && !(optimizers.getDeletedThreshold() >= 0 && optimizers.getDeletedThreshold() <= 1)) {
            throw ErrorStatus.invalid(
                    "optimizers_config.deleted_threshold",
                    "value %s invalid, must be from 0.0 to 1.0".formatted(optimizers.getDeletedThreshold()));
        }
        if (optimizers.hasVacuumMinVectorNumber()) {
            atLeast(100, optimizers.getVacuumMinVectorNumber(), "optimizers_config.vacuum_min_vector_number");
        }
        if (optimizers.hasMaxSegmentSize()) {
            atLeast(1, optimizers.getMaxSegmentSize(), "optimizers_config.max_segment_size");
        }
    }

    private static void check(WalConfigDiff wal) {
        if (wal.hasWalCapacityMb()) {
            atLeast(1, wal.getWalCapacityMb(), "wal_config.wal_capacity_mb");
        }
        if (wal.hasWalRetainClosed()) {
            atLeast(1, wal.getWalRetainClosed(), "wal_config.wal_retain_closed");
        }
    }

    /** Compares values as unsigned numbers. */
    private static void atLeast(long least, long value, String field) {
        if (Long.compareUnsigned(value, least) < 0) {
            throw ErrorStatus.invalid(
                    field, "value %s invalid, must be %d or larger".formatted(Long.toUnsignedString(value), least));
        }
    }
}
