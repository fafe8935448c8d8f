package dev.lockstep.embedded.qdrant.server;

import grpc.health.v1.HealthCheck.HealthCheckRequest;
import grpc.health.v1.HealthCheck.HealthCheckResponse;
import grpc.health.v1.HealthCheck.HealthCheckResponse.ServingStatus;
import grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;

/**
 * The health check of gRPC itself, for probes that know nothing of Qdrant. Serves, whatever service is asked for, as Qdrant does.
 */
final class GrpcHealthService extends HealthGrpc.HealthImplBase {
    private static final HealthCheckResponse SERVING =
            HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
        observer.onNext(SERVING);
        observer.onCompleted();
    }
}
