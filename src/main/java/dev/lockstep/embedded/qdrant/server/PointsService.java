package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.query.LegacySearches;
import dev.lockstep.embedded.qdrant.query.PointFacets;
import dev.lockstep.embedded.qdrant.query.PointQueries;
import dev.lockstep.embedded.qdrant.query.PointReads;
import dev.lockstep.embedded.qdrant.update.FieldIndexes;
import dev.lockstep.embedded.qdrant.update.Operations;
import dev.lockstep.embedded.qdrant.update.PointWrites;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetResponse;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryGroupsResponse;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SearchBatchPoints;
import io.qdrant.client.grpc.Points.SearchBatchResponse;
import io.qdrant.client.grpc.Points.SearchGroupsResponse;
import io.qdrant.client.grpc.Points.SearchPointGroups;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.SearchResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;

/** The calls on points. Those that are not here answer UNIMPLEMENTED with their name, by the generated base class. */
final class PointsService extends PointsGrpc.PointsImplBase {
    private final PointWrites writes;
    private final FieldIndexes fieldIndexes;
    private final PointReads reads;
    private final PointQueries queries;
    private final LegacySearches searches;
    private final PointFacets facets;

    PointsService(CollectionRegistry collections) {
        this.writes = new PointWrites(collections);
        this.fieldIndexes = new FieldIndexes(collections);
        this.reads = new PointReads(collections);
        this.queries = new PointQueries(collections);
        this.searches = new LegacySearches(queries);
        this.facets = new PointFacets(collections);
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void setPayload(SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.set(request)));
    }

    @Override
    public void overwritePayload(SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.overwrite(request)));
    }

    @Override
    public void deletePayload(DeletePayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void clearPayload(ClearPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void updateVectors(UpdatePointVectors request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void deleteVectors(DeletePointVectors request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> writes.write(request, Operations.of(request)));
    }

    @Override
    public void updateBatch(UpdateBatchPoints request, StreamObserver<UpdateBatchResponse> observer) {
        Reply.when(observer, () -> writes.updateBatch(request));
    }

    @Override
    public void createFieldIndex(CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> fieldIndexes.create(request));
    }

    @Override
    public void deleteFieldIndex(DeleteFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
        Reply.when(observer, () -> fieldIndexes.delete(request));
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> observer) {
        Reply.with(observer, () -> reads.get(request));
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
        Reply.with(observer, () -> reads.scroll(request));
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> observer) {
        Reply.with(observer, () -> reads.count(request));
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
        Reply.with(observer, () -> queries.query(request));
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> observer) {
        Reply.with(observer, () -> queries.queryBatch(request));
    }

    @Override
    public void queryGroups(QueryPointGroups request, StreamObserver<QueryGroupsResponse> observer) {
        Reply.with(observer, () -> queries.queryGroups(request));
    }

    @Override
    public void facet(FacetCounts request, StreamObserver<FacetResponse> observer) {
        Reply.with(observer, () -> facets.facet(request));
    }

    @Override
    public void search(SearchPoints request, StreamObserver<SearchResponse> observer) {
        Reply.with(observer, () -> searches.search(request));
    }

    @Override
    public void searchBatch(SearchBatchPoints request, StreamObserver<SearchBatchResponse> observer) {
        Reply.with(observer, () -> searches.searchBatch(request));
    }

    @Override
    public void searchGroups(SearchPointGroups request, StreamObserver<SearchGroupsResponse> observer) {
        Reply.with(observer, () -> searches.searchGroups(request));
    }
}
