package dev.lockstep.embedded.qdrant.schema;

import com.google.common.collect.Maps;
import dev.lockstep.embedded.qdrant.index.Metric;
import dev.lockstep.embedded.qdrant.index.SparseSpec;
import dev.lockstep.embedded.qdrant.index.SparseSpec.Modifier;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.ShardingMethod;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.List;
import java.util.Map;

/**
 * What the points of a collection look like.
 *
 * @param name of the collection
 * @param config what it was made of, to be told again
 * @param dense by name
 * @param sparse by name
 */
public record Schema(
        String name, CollectionConfig config, Map<String, VectorSpec> dense, Map<String, SparseSpec> sparse) {
    /** The name of the one dense vector of a collection whose creator gave it none. */
    public static final String UNNAMED = "";

    private static final long MOST_DIMENSIONS = 65_536;

    /** Refuses what Qdrant refuses, and settings that would change what searches find and are not implemented. */
    public static void check(CreateCollection request) {
        NameRules.checkNewCollection(request.getCollectionName());
        SettingRanges.check(request);
        ErrorStatus.unsupportedIf(request.getShardingMethod() == ShardingMethod.Custom, "Custom sharding");
        ErrorStatus.unsupportedIf(request.getStrictModeConfig().getEnabled(), "Strict mode");
        request.getVectorsConfig().getParamsMap().getMapMap().keySet().forEach(NameRules::checkNewVector);
        request.getSparseVectorsConfig().getMapMap().keySet().forEach(NameRules::checkNewVector);
        named(request.getVectorsConfig()).values().forEach(vector -> SettingRanges.check(vector.getHnswConfig()));
    }

    public static Schema of(String name, CollectionConfig config) {
        Map<String, VectorParams> dense = named(config.getParams().getVectorsConfig());
        Map<String, SparseVectorParams> sparse =
                config.getParams().getSparseVectorsConfig().getMapMap();
        if (sparse.containsKey(UNNAMED)) {
            throw ErrorStatus.badInput("Sparse vector name cannot be empty");
        }
        dense.keySet().stream().filter(sparse::containsKey).findFirst().ifPresent(duplicate -> {
            throw ErrorStatus.badInput(
                    "Dense and sparse vector names must be unique - duplicate found with '%s'".formatted(duplicate));
        });
        return new Schema(
                name,
                config,
                Map.copyOf(Maps.transformEntries(dense, Schema::spec)),
                Map.copyOf(Maps.transformEntries(sparse, Schema::spec)));
    }

    public List<VectorSpec> vectors() {
        return List.copyOf(dense.values());
    }

    /** Refuses names of vectors that no point can have. */
    public void checkNames(WithVectorsSelector selector) {
        checkNames(selector.getInclude().getNamesList());
    }

    public void checkNames(List<String> names) {
        for (String name : names) {
            if (!dense.containsKey(name) && !sparse.containsKey(name)) {
                throw ErrorStatus.noSuchVector(name);
            }
        }
    }

    /** The dense vector a query means by {@code using}. */
    public VectorSpec vector(String name) {
        VectorSpec spec = dense.get(name);
        if (spec == null) {
            throw sparse.containsKey(name) ? ErrorStatus.otherKindOfVector() : ErrorStatus.noSuchVector(name);
        }
        return spec;
    }

    /** The sparse vector a query means by {@code using}. */
    public SparseSpec sparseVector(String name) {
        SparseSpec spec = sparse.get(name);
        if (spec == null) {
            throw dense.containsKey(name) ? ErrorStatus.otherKindOfVector() : ErrorStatus.noSuchVector(name);
        }
        return spec;
    }

    private static Map<String, VectorParams> named(VectorsConfig config) {
        return switch (config.getConfigCase()) {
            case PARAMS -> Map.of(UNNAMED, config.getParams());
            case PARAMS_MAP -> config.getParamsMap().getMapMap();
            case CONFIG_NOT_SET -> Map.of();
        };
    }

    private static VectorSpec spec(String name, VectorParams params) {
        ErrorStatus.unsupportedIf(params.hasMultivectorConfig(), "A multivector");
        ErrorStatus.unsupportedIf(
                params.getDatatype() != Datatype.Default && params.getDatatype() != Datatype.Float32,
                "The datatype " + params.getDatatype());
        if (params.getSize() < 1 || params.getSize() > MOST_DIMENSIONS) {
            throw ErrorStatus.badInput("The size of vector `%s` must be 1 to %d, not %d"
                    .formatted(name, MOST_DIMENSIONS, params.getSize()));
        }
        Metric metric =
                switch (params.getDistance()) {
                    case Cosine -> Metric.COSINE;
                    case Dot -> Metric.DOT;
                    case Euclid -> Metric.EUCLID;
                    case Manhattan -> Metric.MANHATTAN;
                    case UnknownDistance, UNRECOGNIZED ->
                        throw ErrorStatus.badInput("Unknown distance of vector `%s`".formatted(name));
                };
        return new VectorSpec(name, (int) params.getSize(), metric);
    }

    /** Values are kept in single precision whatever the datatype: scores are at most more exact. */
    private static SparseSpec spec(String name, SparseVectorParams params) {
        Modifier modifier =
                switch (params.getModifier()) {
                    case None -> Modifier.NONE;
                    case Idf -> Modifier.IDF;
                    case UNRECOGNIZED -> throw ErrorStatus.unsupported("The modifier of vector `" + name + "`");
                };
        return new SparseSpec(name, modifier);
    }
}
