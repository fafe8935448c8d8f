package dev.lockstep.testing;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import java.util.function.UnaryOperator;

/** Hands another request to the server than the one that came. */
final class RewrittenRequest<Q> extends SimpleForwardingServerCallListener<Q> {

    private final UnaryOperator<Object> rewriting;

    RewrittenRequest(ServerCall.Listener<Q> handler, UnaryOperator<Object> rewriting) {
        super(handler);
        this.rewriting = rewriting;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onMessage(Q message) {
        super.onMessage((Q) rewriting.apply(message));
    }
}
