package dev.lockstep.stores.points;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Qdrant that the contract is tested on, and the service's own classes connected to it. */
final class QdrantUnderTest implements AutoCloseable {

    /** host:port of a real one, gRPC. */
    private static final String ADDRESS = "lockstep.test.qdrant";

    private final @Nullable EmbeddedQdrant embedded;
    private final QdrantConnection connection;
    private final PointStore store;
    private final PointCollections collections;
    private final PayloadIndexes indexes;

    private QdrantUnderTest(@Nullable EmbeddedQdrant embedded, String address) {
        ContractSettings settings = new ContractSettings(URI.create("http://" + address));
        this.embedded = embedded;
        this.connection = new QdrantConnection(settings, new Unguarded());
        this.store = new PointStore(connection, settings);
        this.collections = new PointCollections(connection, settings);
        this.indexes = new PayloadIndexes(connection);
    }

    static QdrantUnderTest connect() {
        String address = System.getProperty(ADDRESS, "");
        if (!address.isEmpty()) {
            return new QdrantUnderTest(null, address);
        }
        Path directory = Path.of("target", "test-stores", UUID.randomUUID().toString());
        EmbeddedQdrant embedded = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory));
        return new QdrantUnderTest(embedded, "127.0.0.1:" + embedded.port());
    }

    PointStore store() {
        return store;
    }

    TermStatistics terms() {
        return new TermStatistics(connection);
    }

    PointCollections collections() {
        return collections;
    }

    PayloadIndexes indexes() {
        return indexes;
    }

    @Override
    public void close() {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
