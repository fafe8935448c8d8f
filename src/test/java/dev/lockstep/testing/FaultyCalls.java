package dev.lockstep.testing;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;

/** Lets calls of Qdrant fail as {@link QdrantFaults} say. */
final class FaultyCalls implements ServerInterceptor {

    private final QdrantFaults faults;

    FaultyCalls(QdrantFaults faults) {
        this.faults = faults;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getBareMethodName();
        String fault = faults.of(method);
        String argument = fault.substring(fault.indexOf(':') + 1);
        return switch (fault.substring(0, fault.length() - argument.length())) {
            case QdrantFaults.REFUSE -> {
                call.close(status(argument), new Metadata());
                yield new ServerCall.Listener<>() {};
            }
            case QdrantFaults.LOSE_ANSWER -> next.startCall(new Unanswered<>(call, status(argument)), headers);
            case QdrantFaults.LAND_LATE -> {
                ServerCall.Listener<Q> inner = next.startCall(new Muted<>(call), headers);
                yield new LateCall<>(
                        call, inner, status(argument), () -> faults.of(method).startsWith(QdrantFaults.LAND_LATE));
            }
            case QdrantFaults.WAIT_TIMEOUT ->
                new RewrittenRequest<>(next.startCall(new TimedOut<>(call), headers), FaultyCalls::withoutWaiting);
            case QdrantFaults.HOLD_ANSWER -> next.startCall(new Held<>(call, faults), headers);
            case QdrantFaults.PRETEND -> new Pretence<>(call);
            case QdrantFaults.DELAY -> {
                sleep(Long.parseLong(argument));
                yield next.startCall(call, headers);
            }
            default -> next.startCall(call, headers);
        };
    }

    private static Object withoutWaiting(Object request) {
        if (request instanceof UpsertPoints upsert) {
            return upsert.toBuilder().setWait(false).build();
        }
        return request instanceof DeletePoints delete
                ? delete.toBuilder().setWait(false).build()
                : request;
    }

    static PointsOperationResponse answer(UpdateStatus status) {
        return PointsOperationResponse.newBuilder()
                .setResult(UpdateResult.newBuilder().setStatus(status))
                .build();
    }

    private static Status status(String code) {
        return Status.fromCode(Status.Code.valueOf(code)).withDescription("injected by a test");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is done; its answer is lost. */
    private static final class Unanswered<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Status instead;

        Unanswered(ServerCall<Q, A> call, Status instead) {
            super(call);
            this.instead = instead;
        }

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(instead, trailers);
        }
    }

    /** The work is done; its answer waits until the fault ends. */
    private static final class Held<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final QdrantFaults faults;

        Held(ServerCall<Q, A> call, QdrantFaults faults) {
            super(call);
            this.faults = faults;
        }

        @Override
        public void sendMessage(A message) {
            faults.awaitMended(getMethodDescriptor().getBareMethodName());
            super.sendMessage(message);
        }
    }

    /** The caller has had its answer long before. */
    private static final class Muted<Q, A> extends SimpleForwardingServerCall<Q, A> {
        Muted(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    /** Logged, and no more is known. */
    private static final class TimedOut<Q, A> extends SimpleForwardingServerCall<Q, A> {
        TimedOut(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void sendMessage(A message) {
            super.sendMessage(
                    message instanceof PointsOperationResponse ? (A) answer(UpdateStatus.WaitTimeout) : message);
        }
    }
}
