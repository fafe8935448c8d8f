package dev.lockstep.testing;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets calls of Qdrant fail as {@link Faults} say. */
final class FaultyCalls implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String fault = Faults.of(call.getMethodDescriptor().getBareMethodName());
        String argument = fault.substring(fault.indexOf(':') + 1);
        if (fault.startsWith("before:")) {
            call.close(status(argument), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        if (fault.startsWith("delay:")) {
            sleep(Long.parseLong(argument));
        }
        if (fault.startsWith("hold:")) {
            return next.startCall(holding(call), headers);
        }
        return next.startCall(fault.startsWith("after:") ? answering(call, status(argument)) : call, headers);
    }

    private static <Q, A> ServerCall<Q, A> answering(ServerCall<Q, A> call, Status answer) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
                // The work is done; its answer is lost.
            }

            @Override
            public void close(Status status, Metadata trailers) {
                super.close(answer, trailers);
            }
        };
    }

    private static <Q, A> ServerCall<Q, A> holding(ServerCall<Q, A> call) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
                Faults.awaitClear(getMethodDescriptor().getBareMethodName());
                super.sendMessage(message);
            }
        };
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
}
