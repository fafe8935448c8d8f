package dev.lockstep.embedded.qdrant;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Answers requests that protobuf cannot read, such as those with too many messages in each other: gRPC by itself would say no
 * more than UNKNOWN. It has to see messages before they are read.
 */
final class UnreadableRequests implements ServerInterceptor {
    @Override
    public <Q, R> Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean answered;

            @Override
            public void onMessage(Q message) {
                try {
                    super.onMessage(message);
                } catch (StatusRuntimeException e) {
                    if (!(e.getCause() instanceof InvalidProtocolBufferException reason)) {
                        throw e;
                    }
                    answered = true;
                    call.close(
                            Status.INVALID_ARGUMENT.withDescription(
                                    "The request cannot be read: " + reason.getMessage()),
                            new Metadata());
                }
            }

            @Override
            public void onHalfClose() {
                if (!answered) {
                    super.onHalfClose();
                }
            }
        };
    }
}
