package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.DenseSearchRequest;
import dev.lockstep.embedded.qdrant.index.DocsQuery;
import dev.lockstep.embedded.qdrant.index.FieldOrder;
import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.index.SparseSearchRequest;
import dev.lockstep.embedded.qdrant.index.SparseSpec;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.schema.VectorChecks;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.VectorInput;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Runs a query on one snapshot. A query is a tree of stages: the leaves search the collection, each other stage makes one list
 * of those below it, by fusing them or by scoring their points again. The root is a stage like the others.
 *
 * <p>Filters apply in the leaves, together with those of all stages above.
 */
record StagedQuery(PointCollection collection, Snapshot snapshot) {
    private static final int DEFAULT_CANDIDATES = 100;
    private static final int MOST_CANDIDATES = 10_000;

    /** The points that the checked query finds, best first. */
    List<PointCandidate> run(PrefetchQuery root) throws IOException {
        return stage(root, withoutReferred(root));
    }

    private List<PointCandidate> stage(PrefetchQuery stage, Filter above) throws IOException {
        Filter filter = both(above, stage.getFilter());
        if (stage.getPrefetchCount() == 0) {
            return ranked(stage, snapshot.filter(filter), accuracy(stage.getParams()));
        }
        List<List<PointCandidate>> sources = new ArrayList<>();
        for (PrefetchQuery prefetch : stage.getPrefetchList()) {
            sources.add(stage(prefetch, filter));
        }
        return StageChecks.isFusion(stage)
                ? fused(stage, sources)
                : ranked(stage, DocsQuery.of(sources), new DenseSearchRequest.Accuracy.Exact());
    }

    private static List<PointCandidate> fused(PrefetchQuery stage, List<List<PointCandidate>> sources) {
        ResultFusion fusion = stage.getQuery().hasRrf()
                ? ResultFusion.of(stage.getQuery().getRrf())
                : ResultFusion.of(stage.getQuery().getFusion());
        return fusion.fuse(sources).stream()
                .takeWhile(point -> !stage.hasScoreThreshold() || ResultFusion.passes(point, stage.getScoreThreshold()))
                .limit(StageChecks.most(stage))
                .toList();
    }

    private List<PointCandidate> ranked(PrefetchQuery stage, Query filter, DenseSearchRequest.Accuracy accuracy)
            throws IOException {
        int most = StageChecks.most(stage);
        return switch (stage.getQuery().getVariantCase()) {
            case NEAREST -> nearest(stage, filter, accuracy);
            case ORDER_BY -> snapshot.ordered(order(stage), filter, most);
            case SAMPLE -> snapshot.sample(filter, most, new Random());
            default -> snapshot.scroll(filter, null, most);
        };
    }

    private List<PointCandidate> nearest(PrefetchQuery stage, Query filter, DenseSearchRequest.Accuracy accuracy)
            throws IOException {
        VectorInput input = stage.getQuery().getNearest();
        return switch (input.getVariantCase()) {
            case DENSE -> nearest(stage, input.getDense(), filter, accuracy);
            case SPARSE -> nearest(stage, input.getSparse(), filter);
            case ID -> {
                VectorOutput stored = stored(input.getId(), stage.getUsing());
                yield stored.hasSparse()
                        ? nearest(stage, stored.getSparse(), filter)
                        : nearest(stage, stored.getDense(), filter, accuracy);
            }
            case MULTI_DENSE -> throw ErrorStatus.unsupported("A query by multivector");
            case DOCUMENT, IMAGE, OBJECT -> throw ErrorStatus.unsupported("Inference");
            case VARIANT_NOT_SET -> throw ErrorStatus.invalid("VectorInput variant is missing");
        };
    }

    private List<PointCandidate> nearest(
            PrefetchQuery stage, DenseVector target, Query filter, DenseSearchRequest.Accuracy accuracy)
            throws IOException {
        VectorSpec vector = collection.schema().vector(stage.getUsing());
        VectorChecks.checkDense(vector, target);
        return snapshot.nearest(
                new DenseSearchRequest(vector, target, filter, StageChecks.most(stage), accuracy), threshold(stage));
    }

    private List<PointCandidate> nearest(PrefetchQuery stage, SparseVector target, Query filter) throws IOException {
        SparseSpec vector = collection.schema().sparseVector(stage.getUsing());
        VectorChecks.checkSparse(vector.name(), target);
        QueryLimits.indices(target.getIndicesCount());
        return snapshot.nearest(
                new SparseSearchRequest(vector, target, filter, StageChecks.most(stage)), threshold(stage));
    }

    /** The vector of a point that a query refers to. */
    private VectorOutput stored(PointId id, String name) throws IOException {
        if (!collection.schema().sparse().containsKey(name)) {
            VectorSpec ignored = collection.schema().vector(name);
        }
        VectorOutput vector = snapshot.vector(PointKey.of(id), name);
        if (vector == null) {
            throw ErrorStatus.notFound("No point with id %s found".formatted(id.hasNum() ? id.getNum() : id.getUuid()));
        }
        if (!vector.hasDense() && !vector.hasSparse()) {
            throw ErrorStatus.notFound("Vector with name \"%s\" for point not found".formatted(name));
        }
        return vector;
    }

    private static @Nullable Float threshold(PrefetchQuery stage) {
        return stage.hasScoreThreshold() ? stage.getScoreThreshold() : null;
    }

    private FieldOrder order(PrefetchQuery stage) {
        OrderBy order = stage.getQuery().getOrderBy();
        return FieldOrder.of(order, collection.payloadIndex(order.getKey()));
    }

    /** Which of two points of the answer comes first. */
    Comparator<PointCandidate> comparator(PrefetchQuery root) {
        return switch (root.getQuery().getVariantCase()) {
            case NEAREST -> isDistance(root.getUsing()) ? PointCandidate.byDistance() : PointCandidate.byScore();
            case ORDER_BY -> order(root).comparator();
            case SAMPLE -> (unusedLeft, unusedRight) -> 0;
            // Points without scores count as equal, so their ids decide.
            default -> PointCandidate.byOrderThenScore();
        };
    }

    private boolean isDistance(String vector) {
        VectorSpec spec = collection.schema().dense().get(vector);
        return spec != null && spec.metric().isNearer(0, 1);
    }

    /** Points that a query refers to by id are none of its hits, wherever in it they are referred to. */
    private static Filter withoutReferred(PrefetchQuery root) {
        HasIdCondition.Builder referred = HasIdCondition.newBuilder();
        addReferred(root, referred);
        return referred.getHasIdCount() == 0
                ? Filter.getDefaultInstance()
                : Filter.newBuilder()
                        .addMustNot(Condition.newBuilder().setHasId(referred))
                        .build();
    }

    private static void addReferred(PrefetchQuery stage, HasIdCondition.Builder referred) {
        VectorInput input = stage.getQuery().getNearest();
        if (input.hasId()) {
            referred.addHasId(input.getId());
        }
        stage.getPrefetchList().forEach(prefetch -> addReferred(prefetch, referred));
    }

    static Filter both(Filter left, Filter right) {
        if (left.equals(Filter.getDefaultInstance())) {
            return right;
        }
        return right.equals(Filter.getDefaultInstance())
                ? left
                : Filter.newBuilder()
                        .addMust(Condition.newBuilder().setFilter(left))
                        .addMust(Condition.newBuilder().setFilter(right))
                        .build();
    }

    private static DenseSearchRequest.Accuracy accuracy(SearchParams params) {
        if (params.getExact()) {
            return new DenseSearchRequest.Accuracy.Exact();
        }
        long candidates = params.hasHnswEf() ? params.getHnswEf() : DEFAULT_CANDIDATES;
        return new DenseSearchRequest.Accuracy.Approximate(
                Long.compareUnsigned(candidates, MOST_CANDIDATES) > 0 ? MOST_CANDIDATES : (int) candidates);
    }
}
