package dev.lockstep.embedded.qdrant.server;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

/** Says what this is. */
public final class HealthService extends QdrantGrpc.QdrantImplBase {
    /** Clients compare it with their own version. */
    public static final String VERSION = "1.18.0";

    private static final HealthCheckReply REPLY = HealthCheckReply.newBuilder()
            .setTitle("qdrant - embedded in Lockstep")
            .setVersion(VERSION)
            .build();

    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
        observer.onNext(REPLY);
        observer.onCompleted();
    }
}
