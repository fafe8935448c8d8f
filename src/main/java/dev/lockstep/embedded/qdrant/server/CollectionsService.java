package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.collection.CollectionInfos;
import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import dev.lockstep.embedded.qdrant.protocol.EnumChecks;
import dev.lockstep.embedded.qdrant.schema.NameRules;
import dev.lockstep.embedded.qdrant.schema.SettingRanges;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.List;

/** The calls on collections. Those that are not here answer UNIMPLEMENTED with their name. */
final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {
    private final CollectionRegistry collections;

    CollectionsService(CollectionRegistry collections) {
        this.collections = collections;
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
        done(observer, () -> {
            collections.create(request);
            return true;
        });
    }

    @Override
    public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
        done(observer, () -> {
            if (request.hasTimeout()) {
                SettingRanges.timeout(request.getTimeout());
            }
            return collections.delete(request.getCollectionName());
        });
    }

    @Override
    public void list(ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
        long start = System.nanoTime();
        ListCollectionsResponse.Builder response = ListCollectionsResponse.newBuilder();
        collections
                .names()
                .forEach(name -> response.addCollections(
                        CollectionDescription.newBuilder().setName(name)));
        Reply.with(observer, () -> response.setTime(ElapsedTime.secondsSince(start))
                .build());
    }

    @Override
    public void collectionExists(CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> CollectionExistsResponse.newBuilder()
                .setResult(CollectionExists.newBuilder().setExists(collections.contains(request.getCollectionName())))
                .setTime(ElapsedTime.secondsSince(start))
                .build());
    }

    @Override
    public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
        long start = System.nanoTime();
        Reply.with(observer, () -> GetCollectionInfoResponse.newBuilder()
                .setResult(CollectionInfos.read(collections.get(request.getCollectionName())))
                .setTime(ElapsedTime.secondsSince(start))
                .build());
    }

    @Override
    public void update(UpdateCollection request, StreamObserver<CollectionOperationResponse> observer) {
        done(observer, () -> {
            SettingRanges.check(request);
            EnumChecks.check(request);
            collections.get(request.getCollectionName()).update(request);
            return true;
        });
    }

    @Override
    public void updateAliases(ChangeAliases request, StreamObserver<CollectionOperationResponse> observer) {
        done(observer, () -> {
            if (request.hasTimeout()) {
                SettingRanges.timeout(request.getTimeout());
            }
            collections.changeAliases(request.getActionsList());
            return true;
        });
    }

    @Override
    public void listAliases(ListAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
        listed(observer, () -> collections.aliases().list());
    }

    /** Takes the name of a collection only: an alias has no aliases. */
    @Override
    public void listCollectionAliases(
            ListCollectionAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
        listed(observer, () -> {
            NameRules.checkCollection(request.getCollectionName());
            return collections.aliases().list(request.getCollectionName());
        });
    }

    private static void done(StreamObserver<CollectionOperationResponse> observer, Reply.Request<Boolean> request) {
        long start = System.nanoTime();
        Reply.with(observer, () -> CollectionOperationResponse.newBuilder()
                .setResult(request.run())
                .setTime(ElapsedTime.secondsSince(start))
                .build());
    }

    private static void listed(
            StreamObserver<ListAliasesResponse> observer, Reply.Request<List<AliasDescription>> request) {
        long start = System.nanoTime();
        Reply.with(observer, () -> ListAliasesResponse.newBuilder()
                .addAllAliases(request.run())
                .setTime(ElapsedTime.secondsSince(start))
                .build());
    }
}
