package dev.lockstep.points;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.util.TypeLiteral;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Qdrant that the contract is tested on, and the service's own classes connected to it. */
final class QdrantUnderTest implements AutoCloseable {

    /** host:port of a real one, gRPC. */
    private static final String ADDRESS = "lockstep.test.qdrant";

    private final @Nullable EmbeddedQdrant embedded;
    private final QdrantConnection connection;
    private final PointStore store;
    private final PointCollections collections;

    private QdrantUnderTest(@Nullable EmbeddedQdrant embedded, String address) {
        Settings settings = new Settings(URI.create("http://" + address));
        this.embedded = embedded;
        this.connection = new QdrantConnection(settings, new OneTry());
        this.store = new PointStore(connection, settings);
        this.collections = new PointCollections(connection, settings);
    }

    static QdrantUnderTest connect() {
        String address = System.getProperty(ADDRESS);
        if (address != null) {
            System.out.println("The point store's contract is tested on the Qdrant at " + address);
            return new QdrantUnderTest(null, address);
        }
        System.out.println("The point store's contract is tested on the embedded Qdrant" + " (-D" + ADDRESS
                + "=host:port tests it on a real one)");
        Path directory = Path.of("target", "test-stores", UUID.randomUUID().toString());
        EmbeddedQdrant embedded = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory));
        return new QdrantUnderTest(embedded, "127.0.0.1:" + embedded.port());
    }

    PointStore store() {
        return store;
    }

    PointCollections collections() {
        return collections;
    }

    @Override
    public void close() {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    /** The contract is about first answers. SmallRye's own guards need a running application. */
    private static final class OneTry implements Guard {

        @Override
        public <T> T call(Callable<T> action, Class<T> type) throws Exception {
            return action.call();
        }

        @Override
        public <T> T call(Callable<T> action, TypeLiteral<T> type) throws Exception {
            return action.call();
        }

        @Override
        public <T> T get(Supplier<T> action, Class<T> type) {
            return action.get();
        }

        @Override
        public <T> T get(Supplier<T> action, TypeLiteral<T> type) {
            return action.get();
        }
    }

    private record Settings(URI url) implements QdrantSettings {

        @Override
        public Optional<String> apiKey() {
            return Optional.empty();
        }

        @Override
        public int upsertBatch() {
            return 128;
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public int maxRetries() {
            return 3;
        }

        @Override
        public int replicationFactor() {
            return 1;
        }

        @Override
        public int shards() {
            return 1;
        }
    }
}
