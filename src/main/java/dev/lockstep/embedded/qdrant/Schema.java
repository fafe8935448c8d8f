package dev.lockstep.embedded.qdrant;

import com.google.common.collect.Maps;
import dev.lockstep.embedded.qdrant.index.Metric;
import dev.lockstep.embedded.qdrant.index.SparseSpec;
import dev.lockstep.embedded.qdrant.index.SparseSpec.Modifier;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.ShardingMethod;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the points of a collection look like, as its creator said.
 *
 * @param request kept whole, to be told again
 * @param dense by name
 * @param sparse by name
 */
record Schema(CreateCollection request, Map<String, VectorSpec> dense, Map<String, SparseSpec> sparse) {
    private static final long MOST_DIMENSIONS = 65_536;
    private static final int LONGEST_NAME = 255;
    private static final String FORBIDDEN_IN_NAMES = "<>:\"/\\|?*\0\u001F";

    /** Checks the request: settings that would change what searches find, and are not implemented, are refused. */
    static Schema of(CreateCollection request) {
        checkName("collection", request.getCollectionName());
        Refusal.unsupportedIf(request.getShardingMethod() == ShardingMethod.Custom, "Custom sharding");
        Refusal.unsupportedIf(request.getStrictModeConfig().getEnabled(), "Strict mode");
        Map<String, VectorParams> params = named(request.getVectorsConfig());
        params.keySet().forEach(name -> checkName("vector", name));
        Map<String, SparseVectorParams> sparse =
                request.getSparseVectorsConfig().getMapMap();
        sparse.keySet().forEach(name -> checkName("vector", name));
        if (!Collections.disjoint(params.keySet(), sparse.keySet())) {
            throw Refusal.badInput("A vector cannot be both dense and sparse");
        }
        return new Schema(
                request,
                Map.copyOf(Maps.transformEntries(params, Schema::spec)),
                Map.copyOf(Maps.transformEntries(sparse, Schema::spec)));
    }

    String name() {
        return request.getCollectionName();
    }

    List<VectorSpec> vectors() {
        return List.copyOf(dense.values());
    }

    /** Refuses names of vectors that no point can have. */
    void checkNames(WithVectorsSelector selector) {
        for (String name : selector.getInclude().getNamesList()) {
            if (!dense.containsKey(name) && !sparse.containsKey(name)) {
                throw Refusal.noSuchVector(name);
            }
        }
    }

    /** The dense vector a query means by {@code using}. */
    VectorSpec vector(String name) {
        VectorSpec spec = dense.get(name);
        if (spec == null) {
            throw sparse.containsKey(name) ? Refusal.otherKindOfVector() : Refusal.noSuchVector(name);
        }
        return spec;
    }

    /** The sparse vector a query means by {@code using}. */
    SparseSpec sparseVector(String name) {
        SparseSpec spec = sparse.get(name);
        if (spec == null) {
            throw dense.containsKey(name) ? Refusal.otherKindOfVector() : Refusal.noSuchVector(name);
        }
        return spec;
    }

    private static Map<String, VectorParams> named(VectorsConfig config) {
        return switch (config.getConfigCase()) {
            case PARAMS -> throw Refusal.unsupported("A single unnamed vector");
            case PARAMS_MAP -> config.getParamsMap().getMapMap();
            case CONFIG_NOT_SET -> Map.of();
        };
    }

    private static VectorSpec spec(String name, VectorParams params) {
        Refusal.unsupportedIf(params.hasMultivectorConfig(), "A multivector");
        Refusal.unsupportedIf(
                params.getDatatype() != Datatype.Default && params.getDatatype() != Datatype.Float32,
                "The datatype " + params.getDatatype());
        if (params.getSize() < 1 || params.getSize() > MOST_DIMENSIONS) {
            throw Refusal.badInput("The size of vector `%s` must be 1 to %d, not %d"
                    .formatted(name, MOST_DIMENSIONS, params.getSize()));
        }
        Metric metric =
                switch (params.getDistance()) {
                    case Cosine -> Metric.COSINE;
                    case Dot -> Metric.DOT;
                    case Euclid -> Metric.EUCLID;
                    case Manhattan -> Metric.MANHATTAN;
                    case UnknownDistance, UNRECOGNIZED ->
                        throw Refusal.badInput("Unknown distance of vector `%s`".formatted(name));
                };
        return new VectorSpec(name, (int) params.getSize(), metric);
    }

    /** Values are kept in single precision whatever the datatype: scores are at most more exact. */
    private static SparseSpec spec(String name, SparseVectorParams params) {
        Modifier modifier =
                switch (params.getModifier()) {
                    case None -> Modifier.NONE;
                    case Idf -> Modifier.IDF;
                    case UNRECOGNIZED -> throw Refusal.unsupported("The modifier of vector `" + name + "`");
                };
        return new SparseSpec(name, modifier);
    }

    private static void checkName(String what, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Refusal.badInput("A %s name must have 1 to %d characters".formatted(what, LONGEST_NAME));
        }
        name.chars().filter(c -> FORBIDDEN_IN_NAMES.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw Refusal.badInput("%s name cannot contain \"%c\" char".formatted(what, c));
        });
    }
}
