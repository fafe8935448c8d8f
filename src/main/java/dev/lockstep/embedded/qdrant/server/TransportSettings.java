package dev.lockstep.embedded.qdrant.server;

import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a server is reached and who may call it.
 *
 * @param address to listen on, with a port; empty if the server has no port
 * @param inProcess whether it can be reached without a socket
 * @param largestMessage the largest request to take, in bytes
 * @param interceptors for tests: these see and disturb every call
 */
public record TransportSettings(
        Optional<Address> address,
        boolean inProcess,
        int largestMessage,
        ApiKeys apiKeys,
        List<ServerInterceptor> interceptors) {
    /** Any free port of the loopback address, open to everybody. */
    public static final TransportSettings DEFAULT =
            new TransportSettings(Optional.of(new Address("127.0.0.1", 0)), false, 64 << 20, ApiKeys.NONE, List.of());

    public TransportSettings {
        if (largestMessage < 1) {
            throw new IllegalArgumentException("The largest message must have 1 byte or more, not " + largestMessage);
        }
        interceptors = List.copyOf(interceptors);
    }

    /**
     * Where to listen.
     *
     * @param port 0 for any that is free
     */
    public record Address(String host, int port) {}

    /** Changes the address, if there is one. */
    public TransportSettings withAddress(UnaryOperator<Address> change) {
        return new TransportSettings(address.map(change), inProcess, largestMessage, apiKeys, interceptors);
    }

    public TransportSettings withoutAddress() {
        return new TransportSettings(Optional.empty(), inProcess, largestMessage, apiKeys, interceptors);
    }

    public TransportSettings withInProcess() {
        return new TransportSettings(address, true, largestMessage, apiKeys, interceptors);
    }

    public TransportSettings withLargestMessage(int bytes) {
        return new TransportSettings(address, inProcess, bytes, apiKeys, interceptors);
    }

    public TransportSettings withApiKeys(ApiKeys newKeys) {
        return new TransportSettings(address, inProcess, largestMessage, newKeys, interceptors);
    }

    public TransportSettings withInterceptors(List<ServerInterceptor> newInterceptors) {
        return new TransportSettings(address, inProcess, largestMessage, apiKeys, newInterceptors);
    }
}
