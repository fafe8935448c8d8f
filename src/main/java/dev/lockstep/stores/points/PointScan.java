package dev.lockstep.stores.points;

import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.platform.resilience.Lane;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static io.qdrant.client.ConditionFactory.matchKeyword;

/** Reads what is in Qdrant page by page, without vectors, to compare it with the catalog. */
@ApplicationScoped
public class PointScan {

    private static final List<String> ORIGIN = List.of(PointCodec.UNIT_OF_WORK, PointCodec.SCOPE);

    private final QdrantConnection qdrant;

    PointScan(QdrantConnection qdrant) {
        this.qdrant = qdrant;
    }

    /**
     * Reads a page of a collection; empty when there is no such collection.
     *
     * @param only only points whose payload names this scope, or null for all
     * @param from the position to begin at, or null for the beginning
     */
    public Uni<ScanPage> page(String collection, @Nullable ScopeId only, @Nullable ScanPosition from, int limit) {
        ScrollPoints.Builder request = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setLimit(limit)
                .setWithPayload(WithPayloadSelectorFactory.include(ORIGIN));
        if (only != null) {
            request.setFilter(Common.Filter.newBuilder().addMust(matchKeyword(PointCodec.SCOPE, only.toString())));
        }
        if (from != null) {
            request.setOffset(from.next());
        }
        return qdrant.points(Lane.DUTY, qdrant.standardDeadline(), stub -> stub.scroll(request.build()))
                .map(response -> new ScanPage(
                        response.getResultList().stream()
                                .map(PointScan::scanned)
                                .toList(),
                        response.hasNextPageOffset() ? new ScanPosition(response.getNextPageOffset()) : null))
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(() -> new ScanPage(List.of(), null));
    }

    private static ScannedPoint scanned(RetrievedPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        boolean ours = point.getId().hasUuid();
        return new ScannedPoint(
                ours
                        ? point.getId().getUuid()
                        : Long.toUnsignedString(point.getId().getNum()),
                ours ? PointCodec.decode(point.getId()) : null,
                id(payload.get(PointCodec.UNIT_OF_WORK), UnitOfWorkId::new),
                id(payload.get(PointCodec.SCOPE), ScopeId::new));
    }

    private static <T> @Nullable T id(@Nullable Value value, Function<UUID, T> type) {
        if (value == null || !value.hasStringValue()) {
            return null;
        }
        try {
            return type.apply(UUID.fromString(value.getStringValue()));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Returns which of these points Qdrant shows now, and which units of work their payloads name. */
    public Uni<Map<PointId, Optional<UnitOfWorkId>>> origins(String collection, Collection<PointId> ids) {
        GetPoints request = GetPoints.newBuilder()
                .setCollectionName(collection)
                .addAllIds(ids.stream().map(PointCodec::encode).toList())
                .setWithPayload(WithPayloadSelectorFactory.include(ORIGIN))
                .build();
        return qdrant.points(Lane.DUTY, qdrant.standardDeadline(), stub -> stub.get(request))
                .map(response -> response.getResultList().stream()
                        .collect(Collectors.<RetrievedPoint, PointId, Optional<UnitOfWorkId>>toMap(
                                point -> PointCodec.decode(point.getId()),
                                point -> Optional.ofNullable(scanned(point).unitOfWork()))))
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(Map.of());
    }
}
