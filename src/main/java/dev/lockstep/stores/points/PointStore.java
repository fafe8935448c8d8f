package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.platform.resilience.Lane;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static io.qdrant.client.ConditionFactory.matchKeyword;

/**
 * Reads and writes points in Qdrant. Every write names its points by id and may be repeated; no write is ever made
 * by a condition.
 *
 * <p>Failures are {@link Unavailable} when the outcome is in doubt or a later try may succeed, and {@link Inconsistent}
 * when Qdrant understood the request and refused it.
 */
@ApplicationScoped
public class PointStore {

    /** This many ids are asked for in one request, which makes a few hundred kilobytes. */
    private static final int PAGE = 1_000;

    private final QdrantConnection qdrant;
    private final QdrantSettings settings;

    PointStore(QdrantConnection qdrant, QdrantSettings settings) {
        this.qdrant = qdrant;
        this.settings = settings;
    }

    /** A point near the query. */
    public record Near(PointId id, float score) {}

    /**
     * Adds points, batch after batch.
     *
     * @param wanted {@link Acknowledgement#LOGGED} returns as soon as Qdrant has them in its log
     */
    public Uni<Void> upsert(String collection, List<Point> points, Acknowledgement wanted, Deadline deadline) {
        return Multi.createFrom()
                .iterable(slices(points, settings.upsertBatch()))
                .onItem()
                .transformToUniAndConcatenate(batch -> upsertBatch(collection, batch, wanted, deadline)
                        .call(() -> Failpoints.reach(
                                "apply.batch-written", batch.get(0).unitOfWork())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> upsertBatch(String collection, List<Point> batch, Acknowledgement wanted, Deadline deadline) {
        UpsertPoints request = UpsertPoints.newBuilder()
                .setCollectionName(collection)
                .setWait(wanted == Acknowledgement.VISIBLE)
                .setTimeout(qdrant.secondsToApply(deadline))
                .addAllPoints(batch.stream().map(PointCodec::encode).toList())
                .build();
        return qdrant.points(Lane.BEGUN, deadline, stub -> stub.upsert(request))
                .onFailure(QdrantFailures.MissingCollection.class)
                .transform(missing -> missingCollection(collection, missing))
                .map(response -> confirm(response, wanted));
    }

    /** Deletes points and returns when they are gone. Points or collections may be missing already. */
    public Uni<Void> delete(String collection, Collection<PointId> ids, Deadline deadline) {
        return Multi.createFrom()
                .iterable(slices(List.copyOf(ids), PAGE))
                .onItem()
                .transformToUniAndConcatenate(page -> deletePage(collection, page, deadline))
                .collect()
                .last()
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Boolean> deletePage(String collection, List<PointId> page, Deadline deadline) {
        DeletePoints request = DeletePoints.newBuilder()
                .setCollectionName(collection)
                .setWait(true)
                .setTimeout(qdrant.secondsToApply(deadline))
                .setOrdering(WriteOrdering.newBuilder().setType(WriteOrderingType.Medium))
                .setPoints(PointsSelector.newBuilder()
                        .setPoints(PointsIdsList.newBuilder().addAllIds(encode(page))))
                .build();
        return qdrant.points(Lane.DUTY, deadline, stub -> stub.delete(request))
                .map(response -> confirm(response, Acknowledgement.VISIBLE));
    }

    /** Returns those of the points that Qdrant shows now. */
    public Uni<Set<PointId>> visible(String collection, Collection<PointId> ids, Deadline deadline) {
        return Multi.createFrom()
                .iterable(slices(List.copyOf(ids), PAGE))
                .onItem()
                .transformToUniAndConcatenate(page -> visiblePage(collection, page, deadline))
                .collect()
                .<Set<PointId>>in(HashSet::new, Set::addAll)
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(Set.of());
    }

    private Uni<List<PointId>> visiblePage(String collection, List<PointId> page, Deadline deadline) {
        GetPoints request = GetPoints.newBuilder()
                .setCollectionName(collection)
                .addAllIds(encode(page))
                .setWithPayload(WithPayloadSelectorFactory.enable(false))
                .build();
        return qdrant.points(Lane.DUTY, deadline, stub -> stub.get(request))
                .map(response -> response.getResultList().stream()
                        .map(point -> PointCodec.decode(point.getId()))
                        .toList());
    }

    /**
     * Returns the points of a scope that are nearest to a query, by each of the legs. All legs are asked at once.
     *
     * @param limit how many at most for each leg, best first
     * @param threshold what a score must exceed, or null for none
     * @return for each leg, in their order
     */
    public Uni<List<List<Near>>> nearest(
            String collection,
            ScopeId scope,
            List<Leg> legs,
            Filter filter,
            int limit,
            @Nullable Float threshold,
            Deadline deadline) {
        Common.Filter within = FilterCodec.within(scope, filter);
        QueryBatchPoints.Builder request = QueryBatchPoints.newBuilder().setCollectionName(collection);
        for (Leg leg : legs) {
            QueryPoints.Builder query = QueryPoints.newBuilder()
                    .setCollectionName(collection)
                    .setFilter(within)
                    .setLimit(limit)
                    .setWithPayload(WithPayloadSelectorFactory.enable(false));
            if (threshold != null) {
                query.setScoreThreshold(threshold);
            }
            request.addQueryPoints(LegCodec.encode(leg, query));
        }
        return qdrant.points(Lane.REQUEST, deadline, stub -> stub.queryBatch(request.build()))
                .onFailure(QdrantFailures.MissingCollection.class)
                .transform(missing -> missingCollection(collection, missing))
                .map(response ->
                        response.getResultList().stream().map(PointStore::near).toList());
    }

    /** Returns the points that are nearest by meaning. */
    public Uni<List<Near>> nearest(
            String collection,
            ScopeId scope,
            Embedding query,
            Filter filter,
            int limit,
            @Nullable Float threshold,
            Deadline deadline) {
        return nearest(collection, scope, List.of(new Leg.Dense(query)), filter, limit, threshold, deadline)
                .map(legs -> legs.get(0));
    }

    private static List<Near> near(BatchResult result) {
        return result.getResultList().stream()
                .map(hit -> new Near(PointCodec.decode(hit.getId()), hit.getScore()))
                .toList();
    }

    /** Returns the ids of all points that a unit of work wrote and Qdrant shows, in order. */
    public Uni<List<PointId>> ofUnitOfWork(String collection, UnitOfWorkId unitOfWork, Deadline deadline) {
        return scroll(collection, matchKeyword(PointCodec.UNIT_OF_WORK, unitOfWork.toString()), deadline);
    }

    /** Returns the ids of all points of a scope that Qdrant shows, in order. */
    public Uni<List<PointId>> ofScope(String collection, ScopeId scope, Deadline deadline) {
        return scroll(collection, matchKeyword(PointCodec.SCOPE, scope.toString()), deadline);
    }

    private Uni<List<PointId>> scroll(String collection, Common.Condition condition, Deadline deadline) {
        ScrollPoints request = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(Common.Filter.newBuilder().addMust(condition))
                .setLimit(PAGE)
                .setWithPayload(WithPayloadSelectorFactory.enable(false))
                .build();
        return scrollFrom(request, new ArrayList<>(), deadline)
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(List.of());
    }

    private Uni<List<PointId>> scrollFrom(ScrollPoints request, List<PointId> found, Deadline deadline) {
        return qdrant.points(Lane.DUTY, deadline, stub -> stub.scroll(request)).chain((ScrollResponse page) -> {
            page.getResultList().forEach(point -> found.add(PointCodec.decode(point.getId())));
            return page.hasNextPageOffset()
                    ? scrollFrom(
                            request.toBuilder()
                                    .setOffset(page.getNextPageOffset())
                                    .build(),
                            found,
                            deadline)
                    : Uni.createFrom().item(found);
        });
    }

    /** Counts exactly the points of a scope that Qdrant shows. */
    public Uni<Long> count(String collection, ScopeId scope, Deadline deadline) {
        CountPoints request = CountPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(FilterCodec.within(scope, Filter.ALL))
                .setExact(true)
                .build();
        return qdrant.points(Lane.DUTY, deadline, stub -> stub.count(request))
                .map(response -> response.getResult().getCount())
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(0L);
    }

    /** Returns the server's version, as a sign of life. */
    public Uni<String> ping(Deadline deadline) {
        return qdrant.health(deadline, stub -> stub.healthCheck(HealthCheckRequest.getDefaultInstance()))
                .map(HealthCheckReply::getVersion);
    }

    /**
     * Fails while Qdrant is known to be away. Callers ask before a change is begun that would only have to be
     * undone.
     */
    public Uni<Void> requireOpenWay() {
        return qdrant.requireOpenWay();
    }

    /** Returns the deadline of a request that nobody in particular waits for. */
    public Deadline standardDeadline() {
        return qdrant.standardDeadline();
    }

    /**
     * Tells whether Qdrant has promised what was wanted. A server that runs out of time answers OK, with a status
     * that says it has only logged the operation.
     */
    private static boolean confirm(PointsOperationResponse response, Acknowledgement wanted) {
        UpdateStatus status = response.getResult().getStatus();
        boolean confirmed = status == UpdateStatus.Completed
                || (wanted == Acknowledgement.LOGGED && status == UpdateStatus.Acknowledged);
        if (!confirmed) {
            throw new Unavailable(
                    ErrorCode.POINTS_UNAVAILABLE,
                    "Qdrant logged the operation but has not applied it in time (" + status + ")",
                    null);
        }
        return true;
    }

    private static Inconsistent missingCollection(String collection, Throwable cause) {
        return new Inconsistent(
                ErrorCode.POINTS_REJECTED,
                "Qdrant has no collection '" + collection + "': was it deleted behind Lockstep's back?",
                cause);
    }

    private static List<Common.PointId> encode(List<PointId> ids) {
        return ids.stream().map(PointCodec::encode).toList();
    }

    private static <T> List<List<T>> slices(List<T> all, int size) {
        List<List<T>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            slices.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return slices;
    }
}
