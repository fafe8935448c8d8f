package dev.lockstep.stores.points;

import dev.lockstep.platform.failpoint.Outage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors.CheckedForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;

/** Fails the calls to Qdrant while an {@link Outage} lasts, as the channel does when nobody listens. */
@ApplicationScoped
@IfBuildProfile("dev")
class OutageInterceptor implements ClientInterceptor {

    private final Outage outage;

    OutageInterceptor(Outage outage) {
        this.outage = outage;
    }

    @Override
    public <I, O> ClientCall<I, O> interceptCall(MethodDescriptor<I, O> method, CallOptions options, Channel next) {
        return new CheckedForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            protected void checkedStart(Listener<O> listener, Metadata headers) throws StatusException {
                if (outage.lasts()) {
                    throw Status.UNAVAILABLE
                            .withDescription("Qdrant is made to be away for a while")
                            .asException();
                }
                delegate().start(listener, headers);
            }
        };
    }
}
