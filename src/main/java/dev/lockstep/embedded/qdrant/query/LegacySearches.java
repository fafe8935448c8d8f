package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryGroupsResponse;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.SearchBatchPoints;
import io.qdrant.client.grpc.Points.SearchBatchResponse;
import io.qdrant.client.grpc.Points.SearchGroupsResponse;
import io.qdrant.client.grpc.Points.SearchPointGroups;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.SearchResponse;
import io.qdrant.client.grpc.Points.SparseIndices;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.VectorInput;
import java.io.IOException;
import java.util.List;

/** The calls that Query took the place of, answered by it. */
public record LegacySearches(PointQueries queries) {
    public SearchResponse search(SearchPoints request) throws IOException {
        QueryResponse response = queries.query(query(request));
        return SearchResponse.newBuilder()
                .addAllResult(response.getResultList())
                .setTime(response.getTime())
                .build();
    }

    public SearchBatchResponse searchBatch(SearchBatchPoints request) throws IOException {
        QueryBatchPoints.Builder batch = QueryBatchPoints.newBuilder().setCollectionName(request.getCollectionName());
        request.getSearchPointsList().forEach(search -> batch.addQueryPoints(query(search)));
        if (request.hasTimeout()) {
            batch.setTimeout(request.getTimeout());
        }
        QueryBatchResponse response = queries.queryBatch(batch.build());
        return SearchBatchResponse.newBuilder()
                .addAllResult(response.getResultList())
                .setTime(response.getTime())
                .build();
    }

    public SearchGroupsResponse searchGroups(SearchPointGroups request) throws IOException {
        QueryGroupsResponse response = queries.queryGroups(query(request));
        return SearchGroupsResponse.newBuilder()
                .setResult(response.getResult())
                .setTime(response.getTime())
                .build();
    }

    private static QueryPoints query(SearchPoints request) {
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setCollectionName(request.getCollectionName())
                .setQuery(
                        request.hasSparseIndices()
                                ? nearest(request.getVectorList(), request.getSparseIndices())
                                : nearest(request.getVectorList()))
                .setUsing(request.getVectorName())
                .setFilter(request.getFilter())
                .setParams(request.getParams())
                .setLimit(request.getLimit())
                .setOffset(request.getOffset())
                .setWithPayload(request.getWithPayload())
                .setWithVectors(request.getWithVectors());
        if (request.hasScoreThreshold()) {
            query.setScoreThreshold(request.getScoreThreshold());
        }
        if (request.hasTimeout()) {
            query.setTimeout(request.getTimeout());
        }
        if (request.hasShardKeySelector()) {
            query.setShardKeySelector(request.getShardKeySelector());
        }
        return query.build();
    }

    private static QueryPointGroups query(SearchPointGroups request) {
        QueryPointGroups.Builder query = QueryPointGroups.newBuilder()
                .setCollectionName(request.getCollectionName())
                .setQuery(
                        request.hasSparseIndices()
                                ? nearest(request.getVectorList(), request.getSparseIndices())
                                : nearest(request.getVectorList()))
                .setUsing(request.getVectorName())
                .setFilter(request.getFilter())
                .setParams(request.getParams())
                .setLimit(Integer.toUnsignedLong(request.getLimit()))
                .setGroupBy(request.getGroupBy())
                .setGroupSize(Integer.toUnsignedLong(request.getGroupSize()))
                .setWithPayload(request.getWithPayload())
                .setWithVectors(request.getWithVectors());
        if (request.hasScoreThreshold()) {
            query.setScoreThreshold(request.getScoreThreshold());
        }
        if (request.hasTimeout()) {
            query.setTimeout(request.getTimeout());
        }
        if (request.hasShardKeySelector()) {
            query.setShardKeySelector(request.getShardKeySelector());
        }
        if (request.hasWithLookup()) {
            query.setWithLookup(request.getWithLookup());
        }
        return query.build();
    }

    private static Query nearest(List<Float> vector) {
        return nearest(
                VectorInput.newBuilder().setDense(DenseVector.newBuilder().addAllData(vector)));
    }

    private static Query nearest(List<Float> values, SparseIndices indices) {
        if (values.size() != indices.getDataCount()) {
            throw ErrorStatus.invalid("Sparse indices does not match sparse vector conditions: %d indices, %d values"
                    .formatted(indices.getDataCount(), values.size()));
        }
        return nearest(VectorInput.newBuilder()
                .setSparse(SparseVector.newBuilder().addAllValues(values).addAllIndices(indices.getDataList())));
    }

    private static Query nearest(VectorInput.Builder input) {
        return Query.newBuilder().setNearest(input).build();
    }
}
