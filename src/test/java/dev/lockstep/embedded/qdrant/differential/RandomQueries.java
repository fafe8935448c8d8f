package dev.lockstep.embedded.qdrant.differential;

import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.Direction;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.StartFrom;
import java.util.List;
import java.util.SplittableRandom;

/** Queries of every kind whose answer is no matter of chance, and stages of queries on each other. */
final class RandomQueries {
    private static final List<String> ORDERS = List.of("n", "level", "at");

    private final SplittableRandom random;
    private final RandomPoints points;
    private final RandomFilters filters;

    RandomQueries(SplittableRandom random, RandomPoints points, RandomFilters filters) {
        this.random = random;
        this.points = points;
        this.filters = filters;
    }

    QueryPoints.Builder next() {
        QueryPoints.Builder query =
                switch (random.nextInt(9)) {
                    case 0 -> QueryPoints.newBuilder();
                    case 1 -> QueryPoints.newBuilder().setQuery(QueryFactory.orderBy(order()));
                    case 2, 3 -> fused();
                    case 4 -> staged();
                    default -> search();
                };
        if (random.nextBoolean()) {
            query.setFilter(filters.next());
        }
        query.setLimit(1 + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 ->
                query.hasQuery() && !query.getQuery().hasOrderBy()
                        ? query.setScoreThreshold((float) random.nextDouble(0.2, 1))
                        : query;
            case 1 -> query.setOffset(random.nextInt(5));
            case 2 -> query.setWithVectors(WithVectorsSelectorFactory.include(List.of(points.vectorName())));
            case 3 -> query.setParams(SearchParams.newBuilder().setExact(true));
            default -> query;
        };
    }

    QueryPointGroups.Builder groups() {
        QueryPointGroups.Builder groups = QueryPointGroups.newBuilder();
        if (random.nextInt(3) == 0) {
            QueryPoints.Builder fused = fused();
            groups.addAllPrefetch(fused.getPrefetchList()).setQuery(fused.getQuery());
        } else {
            String name = points.vectorName();
            groups.setUsing(name).setQuery(nearest(name));
        }
        return random.nextBoolean() ? groups : groups.setFilter(filters.next());
    }

    /** By a field that has an index for it. */
    OrderBy order() {
        String field = ORDERS.get(random.nextInt(ORDERS.size()));
        OrderBy.Builder order =
                OrderBy.newBuilder().setKey(field).setDirection(random.nextBoolean() ? Direction.Asc : Direction.Desc);
        if (random.nextInt(3) == 0) {
            order.setStartFrom(
                    field.equals("at")
                            ? StartFrom.newBuilder().setDatetime("2021-06-01T00:00:00Z")
                            : StartFrom.newBuilder().setInteger(random.nextInt(4) - 1));
        }
        return order.build();
    }

    private QueryPoints.Builder search() {
        String name = points.vectorName();
        return QueryPoints.newBuilder().setUsing(name).setQuery(nearest(name));
    }

    private QueryPoints.Builder staged() {
        QueryPoints.Builder query = search();
        for (int i = random.nextInt(2); i >= 0; i--) {
            query.addPrefetch(prefetch(2));
        }
        return query;
    }

    private QueryPoints.Builder fused() {
        QueryPoints.Builder query =
                QueryPoints.newBuilder().addPrefetch(prefetch(1)).addPrefetch(prefetch(1));
        return switch (random.nextInt(4)) {
            case 0 -> query.setQuery(QueryFactory.fusion(Fusion.DBSF));
            case 1 ->
                query.setQuery(QueryFactory.rrf(
                        Rrf.newBuilder().setK(1 + random.nextInt(60)).build()));
            case 2 ->
                query.setQuery(QueryFactory.rrf(Rrf.newBuilder()
                        .addWeights((float) random.nextDouble(0.1, 3))
                        .addWeights(1)
                        .build()));
            default -> query.setQuery(QueryFactory.fusion(Fusion.RRF));
        };
    }

    private PrefetchQuery prefetch(int depth) {
        String name = points.vectorName();
        PrefetchQuery.Builder prefetch = PrefetchQuery.newBuilder()
                .setUsing(name)
                .setQuery(nearest(name))
                .setLimit(3 + random.nextInt(10));
        if (random.nextBoolean()) {
            prefetch.setFilter(filters.next());
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            prefetch.addPrefetch(prefetch(depth - 1));
        }
        return random.nextInt(5) == 0 ? prefetch.setScoreThreshold(0.3f).build() : prefetch.build();
    }

    private Query nearest(String name) {
        if (random.nextInt(6) == 0) {
            return QueryFactory.nearest(points.id());
        }
        if (RandomPoints.isDense(name)) {
            return QueryFactory.nearest(points.dense());
        }
        List<Integer> terms = points.terms();
        return QueryFactory.nearest(points.weights(terms.size()), terms);
    }
}
