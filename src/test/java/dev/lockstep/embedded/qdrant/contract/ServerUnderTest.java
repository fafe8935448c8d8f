package dev.lockstep.embedded.qdrant.contract;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Qdrant that a test talks to: an embedded one of its own, or the real one that the property {@value #ADDRESS} names.
 *
 * @param embedded null if it is a real one
 * @param host where it is
 * @param port gRPC
 * @param apiKey that it wants, if it wants one
 */
public record ServerUnderTest(@Nullable EmbeddedQdrant embedded, String host, int port, Optional<String> apiKey)
        implements AutoCloseable {
    /** host:port of a real one, as for the contract of the point store. */
    public static final String ADDRESS = "lockstep.test.qdrant";

    public static final String API_KEY = "lockstep.test.qdrant.api-key";

    public static ServerUnderTest start() {
        String address = System.getProperty(ADDRESS, "");
        return address.isEmpty() ? local() : real(address);
    }

    private static ServerUnderTest local() {
        Path directory = Path.of("target", "test-stores", UUID.randomUUID().toString());
        String key = UUID.randomUUID().toString();
        EmbeddedQdrant embedded =
                EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory).withApiKey(key));
        return new ServerUnderTest(embedded, "127.0.0.1", embedded.port(), Optional.of(key));
    }

    private static ServerUnderTest real(String address) {
        int colon = address.lastIndexOf(':');
        return new ServerUnderTest(
                null,
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                Optional.ofNullable(System.getProperty(API_KEY)).filter(key -> !key.isEmpty()));
    }

    public boolean isEmbedded() {
        return embedded != null;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
