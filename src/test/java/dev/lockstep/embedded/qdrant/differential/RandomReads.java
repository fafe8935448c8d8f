package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.List;
import java.util.SplittableRandom;

/** Every kind of read but samples, which are a matter of chance, and counts that are estimated. */
final class RandomReads {
    private static final List<String> FACETS = List.of("color", "tags", "level", "flag");
    private static final List<String> GROUPS = List.of("color", "level", "tags", "one.two", "parts[].name");

    private final SplittableRandom random;
    private final RandomPayloads payloads;
    private final RandomPoints points;
    private final RandomFilters filters;
    private final RandomQueries queries;

    RandomReads(SplittableRandom random, RandomPayloads payloads, RandomPoints points, RandomFilters filters) {
        this.random = random;
        this.payloads = payloads;
        this.points = points;
        this.filters = filters;
        this.queries = new RandomQueries(random, points, filters);
    }

    Operation next(String collection) {
        return switch (random.nextInt(20)) {
            case 0 -> read("Get", get(collection));
            case 1, 2, 3 -> read("Scroll", scroll(collection));
            case 4, 5 -> read("Scroll", scroll(collection).clearOffset().setOrderBy(queries.order()));
            case 6, 7 -> read("Count", count(collection));
            case 8, 9 -> read("QueryGroups", groups(collection));
            case 10, 11 -> read("Facet", facet(collection));
            case 12 -> read("QueryBatch", batch(collection));
            case 13 -> read("Search", search(collection));
            case 14 ->
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

    private CountPoints.Builder count(String collection) {
        return CountPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(filters.next())
                .setExact(true);
    }

    private FacetCounts.Builder facet(String collection) {
        FacetCounts.Builder facet = FacetCounts.newBuilder()
                .setCollectionName(collection)
                .setKey(random.nextInt(12) == 0 ? payloads.key() : any(FACETS))
                .setExact(true)
                .setLimit(1 + random.nextInt(5));
        return random.nextBoolean() ? facet : facet.setFilter(filters.next());
    }

    private QueryPoints.Builder query(String collection) {
        return queries.next().setCollectionName(collection).setWithPayload(payload());
    }

    private QueryPointGroups.Builder groups(String collection) {
        return queries.groups()
                .setCollectionName(collection)
                .setGroupBy(any(GROUPS))
                .setWithPayload(payload())
                .setLimit(1 + random.nextInt(5))
                .setGroupSize(1 + random.nextInt(3));
    }

    private QueryBatchPoints.Builder batch(String collection) {
        return QueryBatchPoints.newBuilder()
                .setCollectionName(collection)
                .addQueryPoints(query(collection))
                .addQueryPoints(query(collection));
    }

    @SuppressWarnings("deprecation") // clients of earlier versions call it
    private SearchPoints.Builder search(String collection) {
        SearchPoints.Builder search = SearchPoints.newBuilder()
                .setCollectionName(collection)
                .setVectorName(RandomPoints.COSINE)
                .setFilter(filters.next())
                .setLimit(1 + random.nextInt(12));
        for (float value : points.dense()) {
            search.addVector(value);
        }
        return search;
    }

    private WithPayloadSelector payload() {
        return switch (random.nextInt(4)) {
            case 0 -> WithPayloadSelectorFactory.enable(false);
            case 1 -> WithPayloadSelectorFactory.include(List.of("color", "one.two", "parts[].name"));
            case 2 -> WithPayloadSelectorFactory.exclude(List.of("tags", "one.three"));
            default -> WithPayloadSelectorFactory.enable(true);
        };
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
