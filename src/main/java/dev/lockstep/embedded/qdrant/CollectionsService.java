package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.Snapshot;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.UpdateQueueInfo;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.io.IOException;

/** The calls on collections. Those that are not here answer UNIMPLEMENTED with their name. */
final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {
    private final CollectionRegistry collections;

    CollectionsService(CollectionRegistry collections) {
        this.collections = collections;
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> {
            collections.create(request);
            return CollectionOperationResponse.newBuilder()
                    .setResult(true)
                    .setTime(Reply.secondsSince(start))
                    .build();
        });
    }

    @Override
    public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> CollectionOperationResponse.newBuilder()
                .setResult(collections.delete(request.getCollectionName()))
                .setTime(Reply.secondsSince(start))
                .build());
    }

    @Override
    public void list(ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
        long start = System.nanoTime();
        ListCollectionsResponse.Builder response = ListCollectionsResponse.newBuilder();
        collections
                .names()
                .forEach(name -> response.addCollections(
                        CollectionDescription.newBuilder().setName(name)));
        Reply.with(observer, () -> response.setTime(Reply.secondsSince(start)).build());
    }

    @Override
    public void collectionExists(CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> CollectionExistsResponse.newBuilder()
                .setResult(CollectionExists.newBuilder().setExists(collections.contains(request.getCollectionName())))
                .setTime(Reply.secondsSince(start))
                .build());
    }

    @Override
    public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> GetCollectionInfoResponse.newBuilder()
                .setResult(info(collections.get(request.getCollectionName())))
                .setTime(Reply.secondsSince(start))
                .build());
    }

    private static CollectionInfo info(PointCollection collection) throws IOException {
        try (Snapshot snapshot = collection.snapshot()) {
            return CollectionInfo.newBuilder()
                    .setStatus(collection.trouble().isEmpty() ? CollectionStatus.Green : CollectionStatus.Red)
                    .setOptimizerStatus(OptimizerStatus.newBuilder()
                            .setOk(collection.trouble().isEmpty())
                            .setError(collection.trouble().map(Throwable::getMessage).orElse("")))
                    .setSegmentsCount(snapshot.segments())
                    .setPointsCount(snapshot.points())
                    .setIndexedVectorsCount(snapshot.vectorsInGraphs())
                    .setConfig(config(collection.schema().request()))
                    .putAllPayloadSchema(collection.payloadIndexes())
                    .setUpdateQueue(UpdateQueueInfo.newBuilder().setLength(collection.unapplied()))
                    .build();
        }
    }

    /** What was asked for, with the defaults of a single server for what was not. */
    private static CollectionConfig config(CreateCollection created) {
        CollectionParams.Builder params = CollectionParams.newBuilder()
                .setShardNumber(created.hasShardNumber() ? created.getShardNumber() : 1)
                .setReplicationFactor(created.hasReplicationFactor() ? created.getReplicationFactor() : 1)
                .setWriteConsistencyFactor(
                        created.hasWriteConsistencyFactor() ? created.getWriteConsistencyFactor() : 1)
                .setOnDiskPayload(!created.hasOnDiskPayload() || created.getOnDiskPayload())
                .setVectorsConfig(created.getVectorsConfig());
        if (created.hasSparseVectorsConfig()) {
            params.setSparseVectorsConfig(created.getSparseVectorsConfig());
        }
        return CollectionConfig.newBuilder()
                .setParams(params)
                .setHnswConfig(created.getHnswConfig())
                .setOptimizerConfig(created.getOptimizersConfig())
                .setWalConfig(created.getWalConfig())
                .putAllMetadata(created.getMetadataMap())
                .build();
    }
}
