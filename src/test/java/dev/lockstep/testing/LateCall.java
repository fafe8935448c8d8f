package dev.lockstep.testing;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A call that is answered with a failure as soon as it is complete, and handed to the server when its fault has ended. */
final class LateCall<Q, A> extends ServerCall.Listener<Q> {

    private final ServerCall<Q, A> call;
    private final ServerCall.Listener<Q> handler;
    private final Status answer;
    private final BooleanSupplier held;
    private @Nullable Q request;

    LateCall(ServerCall<Q, A> call, ServerCall.Listener<Q> handler, Status answer, BooleanSupplier held) {
        this.call = call;
        this.handler = handler;
        this.answer = answer;
        this.held = held;
    }

    @Override
    public void onMessage(Q message) {
        request = message;
    }

    @Override
    public void onHalfClose() {
        ProxyLink.daemon("late-call", () -> Context.ROOT.run(this::land)).start();
        call.close(answer, new Metadata());
    }

    private void land() {
        try {
            while (held.getAsBoolean()) {
                Thread.sleep(5);
            }
            handler.onMessage(request);
            handler.onHalfClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
