package dev.lockstep.embedded.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
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

    PointsService(CollectionRegistry collections) {
        this.writes = new PointWrites(collections);
        this.fieldIndexes = new FieldIndexes(collections);
        this.reads = new PointReads(collections);
        this.queries = new PointQueries(collections);
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
        Reply.with(observer, () -> fieldIndexes.create(request));
    }

    @Override
    public void deleteFieldIndex(DeleteFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
        Reply.with(observer, () -> fieldIndexes.delete(request));
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
}
