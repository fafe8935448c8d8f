package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

/** Says what this is. Clients compare the version with their own. */
final class HealthService extends QdrantGrpc.QdrantImplBase {
    private static final HealthCheckReply REPLY = HealthCheckReply.newBuilder()
            .setTitle("qdrant - embedded in Lockstep")
            .setVersion(EmbeddedQdrant.VERSION)
            .build();

    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
        observer.onNext(REPLY);
        observer.onCompleted();
    }
}
