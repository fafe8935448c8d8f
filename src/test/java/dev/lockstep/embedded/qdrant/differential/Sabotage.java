package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.function.UnaryOperator;

/**
 * A server that answers one method wrongly.
 *
 * @param method as {@code qdrant.Points/Query}
 * @param change makes the answer wrong; null refuses the call
 */
record Sabotage(String method, UnaryOperator<Message> change) implements ServerInterceptor {
    static Sabotage refusing(String method) {
        return new Sabotage(method, message -> {
            throw Status.ABORTED.withDescription("sabotaged").asRuntimeException();
        });
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!call.getMethodDescriptor().getFullMethodName().equals(method)) {
            return next.startCall(call, headers);
        }
        return next.startCall(new Changing<>(call), headers);
    }

    private final class Changing<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private boolean refused;

        Changing(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        @SuppressWarnings("unchecked") // the changed answer is of the kind of the true one
        public void sendMessage(A answer) {
            try {
                super.sendMessage((A) change.apply((Message) answer));
            } catch (io.grpc.StatusRuntimeException e) {
                refused = true;
                super.close(e.getStatus(), new Metadata());
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!refused) {
                super.close(status, trailers);
            }
        }
    }
}
