package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.Direction;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.List;
import java.util.SplittableRandom;

/** Every kind of read. */
final class RandomReads {
    private final SplittableRandom random;
    private final RandomPoints points;
    private final RandomFilters filters;

    RandomReads(SplittableRandom random, RandomPoints points, RandomFilters filters) {
        this.random = random;
        this.points = points;
        this.filters = filters;
    }

    Operation next(String collection) {
        return switch (random.nextInt(20)) {
            case 0 -> read("Get", get(collection));
            case 1, 2, 3, 4 -> read("Scroll", scroll(collection));
            case 5 -> read("Scroll", scroll(collection).clearOffset().setOrderBy(order()));
            case 6, 7 ->
                read(
                        "Count",
                        CountPoints.newBuilder()
                                .setCollectionName(collection)
                                .setFilter(filters.next())
                                .setExact(true));
            case 8, 9 -> read("QueryGroups", groups(collection));
            case 10, 11 ->
                read(
                        "Facet",
                        FacetCounts.newBuilder()
                                .setCollectionName(collection)
                                .setKey(random.nextBoolean() ? "color" : "tags")
                                .setExact(true)
                                .setLimit(1 + random.nextInt(5)));
            case 12 -> read("QueryBatch", batch(collection));
            case 13, 14 -> read("Query", fused(collection));
            case 15 ->
                new Operation(
                        "qdrant.Collections/Get",
                        GetCollectionInfoRequest.newBuilder()
                                .setCollectionName(collection)
                                .build());
            default -> read("Query", query(collection));
        };
    }

    private static Operation read(String method, Message.Builder request) {
        return new Operation("qdrant.Points/" + method, request.build());
    }

    private GetPoints.Builder get(String collection) {
        return GetPoints.newBuilder()
                .setCollectionName(collection)
                .addIds(points.id())
                .addIds(points.id())
                .setWithPayload(payload())
                .setWithVectors(WithVectorsSelectorFactory.enable(true));
    }

    private ScrollPoints.Builder scroll(String collection) {
        ScrollPoints.Builder scroll = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setLimit(1 + random.nextInt(30))
                .setWithPayload(payload());
        if (random.nextBoolean()) {
            scroll.setOffset(points.id());
        }
        return random.nextInt(4) == 0 ? scroll : scroll.setFilter(filters.next());
    }

    private OrderBy order() {
        return OrderBy.newBuilder()
                .setKey("n")
                .setDirection(random.nextBoolean() ? Direction.Asc : Direction.Desc)
                .build();
    }

    private QueryPoints.Builder query(String collection) {
        String name = points.vectorName();
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setUsing(name)
                .setQuery(nearest(name))
                .setLimit(1 + random.nextInt(12))
                .setWithPayload(payload());
        if (random.nextBoolean()) {
            query.setFilter(filters.next());
        }
        return switch (random.nextInt(5)) {
            case 0 -> query.setScoreThreshold((float) random.nextDouble(0.2, 1));
            case 1 -> query.setOffset(random.nextInt(5));
            case 2 -> query.setWithVectors(WithVectorsSelectorFactory.include(List.of(points.vectorName())));
            default -> query;
        };
    }

    private Query nearest(String name) {
        if (random.nextInt(6) == 0) {
            return QueryFactory.nearest(points.id());
        }
        if (name.equals(RandomPoints.COSINE) || name.equals(RandomPoints.EUCLID)) {
            return QueryFactory.nearest(points.dense());
        }
        List<Integer> terms = points.terms();
        return QueryFactory.nearest(points.weights(terms.size()), terms);
    }

    private QueryPoints.Builder fused(String collection) {
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setCollectionName(collection)
                .addPrefetch(prefetch(RandomPoints.COSINE))
                .addPrefetch(prefetch(RandomPoints.RARE))
                .setLimit(10);
        return switch (random.nextInt(4)) {
            case 0 -> query.setQuery(QueryFactory.fusion(Fusion.DBSF));
            case 1 ->
                query.setQuery(QueryFactory.rrf(
                        Rrf.newBuilder().setK(1 + random.nextInt(60)).build()));
            case 2 -> query.setUsing(RandomPoints.EUCLID).setQuery(nearest(RandomPoints.EUCLID));
            default -> query.setQuery(QueryFactory.fusion(Fusion.RRF));
        };
    }

    private PrefetchQuery prefetch(String name) {
        PrefetchQuery.Builder prefetch = PrefetchQuery.newBuilder()
                .setUsing(name)
                .setQuery(nearest(name))
                .setLimit(3 + random.nextInt(10));
        return random.nextBoolean()
                ? prefetch.build()
                : prefetch.setFilter(filters.next()).build();
    }

    private QueryPointGroups.Builder groups(String collection) {
        return QueryPointGroups.newBuilder()
                .setCollectionName(collection)
                .setGroupBy(random.nextBoolean() ? "color" : "n")
                .setUsing(RandomPoints.COSINE)
                .setQuery(QueryFactory.nearest(points.dense()))
                .setLimit(1 + random.nextInt(5))
                .setGroupSize(1 + random.nextInt(3));
    }

    private QueryBatchPoints.Builder batch(String collection) {
        return QueryBatchPoints.newBuilder()
                .setCollectionName(collection)
                .addQueryPoints(query(collection))
                .addQueryPoints(query(collection));
    }

    private WithPayloadSelector payload() {
        return switch (random.nextInt(4)) {
            case 0 -> WithPayloadSelectorFactory.enable(false);
            case 1 -> WithPayloadSelectorFactory.include(List.of("color", "one.two", "parts[].name"));
            case 2 -> WithPayloadSelectorFactory.exclude(List.of("tags", "one.three"));
            default -> WithPayloadSelectorFactory.enable(true);
        };
    }
}
