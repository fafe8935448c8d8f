package dev.lockstep.embedded.qdrant.schema;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationConfigDiff;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsDiff;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Collections.VectorsConfigDiff;
import java.util.Map;
import java.util.Optional;

/** Changes the settings of single vectors: all but what a vector is, its size and its distance. */
final class VectorSettings {
    private VectorSettings() {}

    static void update(CollectionParams.Builder params, VectorsConfigDiff diff) {
        Map<String, VectorParamsDiff> diffs =
                switch (diff.getConfigCase()) {
                    case PARAMS -> Map.of(Schema.UNNAMED, diff.getParams());
                    case PARAMS_MAP -> diff.getParamsMap().getMapMap();
                    case CONFIG_NOT_SET -> Map.of();
                };
        diffs.forEach((name, change) -> update(params.getVectorsConfigBuilder(), name, change));
    }

    private static void update(VectorsConfig.Builder config, String name, VectorParamsDiff change) {
        if (config.hasParams() && name.equals(Schema.UNNAMED)) {
            config.setParams(updated(config.getParams(), change));
            return;
        }
        VectorParams vector = config.getParamsMap().getMapMap().get(name);
        if (vector == null) {
            throw ErrorStatus.noSuchVector(name);
        }
        config.getParamsMapBuilder().putMap(name, updated(vector, change));
    }

    private static VectorParams updated(VectorParams vector, VectorParamsDiff diff) {
        VectorParams.Builder updated = vector.toBuilder();
        if (diff.hasHnswConfig()) {
            SettingRanges.check(diff.getHnswConfig());
            updated.mergeHnswConfig(diff.getHnswConfig());
        }
        if (diff.hasQuantizationConfig()) {
            quantization(diff.getQuantizationConfig())
                    .ifPresentOrElse(updated::setQuantizationConfig, updated::clearQuantizationConfig);
        }
        if (diff.hasOnDisk()) {
            updated.setOnDisk(diff.getOnDisk());
        }
        return updated.build();
    }

    static void update(CollectionParams.Builder params, SparseVectorConfig changes) {
        changes.getMapMap().forEach((name, change) -> {
            SparseVectorParams vector =
                    params.getSparseVectorsConfig().getMapMap().get(name);
            if (vector == null) {
                throw ErrorStatus.noSuchVector(name);
            }
            params.getSparseVectorsConfigBuilder()
                    .putMap(name, vector.toBuilder().mergeFrom(change).build());
        });
    }

    /** The quantization after the change; empty for none. */
    static Optional<QuantizationConfig> quantization(QuantizationConfigDiff diff) {
        QuantizationConfig.Builder config = QuantizationConfig.newBuilder();
        return switch (diff.getQuantizationCase()) {
            case SCALAR -> Optional.of(config.setScalar(diff.getScalar()).build());
            case PRODUCT -> Optional.of(config.setProduct(diff.getProduct()).build());
            case BINARY -> Optional.of(config.setBinary(diff.getBinary()).build());
            case TURBOQUANT ->
                Optional.of(config.setTurboquant(diff.getTurboquant()).build());
            case DISABLED -> Optional.empty();
            case QUANTIZATION_NOT_SET -> throw ErrorStatus.badInput("The change of the quantization is empty");
        };
    }
}
