package dev.lockstep.embedded.qdrant.server;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Sees to it that every error reaches its caller.
 *
 * <p>Requests that protobuf cannot read, such as those with too many messages in each other, are the caller's fault and answered with
 * the reason; left alone, the library says UNKNOWN without one and logs a stack trace for each. A description that repeats a long
 * text of the caller is cut: it travels in a header, and the library breaks a call off whose headers are too large.
 */
final class ErrorReplies implements ServerInterceptor {
    /** Headers may have 8 KiB, a character up to 9 bytes when it is encoded for one. */
    private static final int LONGEST_DESCRIPTION = 800;

    private ErrorReplies() {}

    /** Requests are read within the interceptor, which therefore has to be the outermost. */
    static ServerServiceDefinition intercept(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(ServerInterceptors.useInputStreamMessages(service), new ErrorReplies());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new RequestListener<>(call, next.startCall(new ShorteningCall<>(call), headers));
    }

    private static final class ShorteningCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        ShorteningCall(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            String text = status.getDescription();
            boolean tooLong = text != null && text.length() > LONGEST_DESCRIPTION;
            super.close(
                    tooLong ? status.withDescription(text.substring(0, LONGEST_DESCRIPTION) + "...") : status,
                    trailers);
        }
    }

    private static final class RequestListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private boolean refused;

        RequestListener(ServerCall<Q, ?> call, ServerCall.Listener<Q> next) {
            super(next);
            this.call = call;
        }

        @Override
        public void onMessage(Q request) {
            try {
                super.onMessage(request);
            } catch (StatusRuntimeException e) {
                if (!(e.getCause() instanceof InvalidProtocolBufferException reason)) {
                    throw e;
                }
                refused = true;
                call.close(
                        Status.INVALID_ARGUMENT.withDescription("The request cannot be read: " + reason.getMessage()),
                        new Metadata());
            }
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                super.onHalfClose();
            }
        }
    }
}
