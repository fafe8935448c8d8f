package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.DirectoryLock;
import dev.lockstep.embedded.qdrant.server.HealthService;
import dev.lockstep.embedded.qdrant.server.TransportSettings;
import dev.lockstep.embedded.qdrant.server.TransportSettings.Address;
import dev.lockstep.embedded.qdrant.server.Transports;
import dev.lockstep.embedded.qdrant.storage.ApplyHook;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A Qdrant in this process: Qdrant's gRPC protocol on a port, in process, or both; its data in one directory.
 *
 * <pre>
 *   try (EmbeddedQdrant qdrant = EmbeddedQdrant.start(Options.in(directory))) {
 *       QdrantClient client = new QdrantClient(QdrantGrpcClient.newBuilder(qdrant.channel(), true).build());
 * </pre>
 */
public final class EmbeddedQdrant implements AutoCloseable {
    /** The version of Qdrant that clients see, and compare with their own. */
    public static final String VERSION = HealthService.VERSION;

    private final DirectoryLock lock;
    private final CollectionRegistry collections;
    private final Transports transports;
    private boolean closed;

    private EmbeddedQdrant(DirectoryLock lock, CollectionRegistry collections, Options options) throws IOException {
        this.lock = lock;
        this.collections = collections;
        this.transports = Transports.start(options.transport(), collections);
    }

    /**
     * Opens the directory, applies what its logs hold and listens.
     *
     * @throws IllegalStateException if the directory is in use or cannot be read, or the port is taken
     */
    public static EmbeddedQdrant start(Options options) {
        Path directory = options.directory().toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            return started(
                    lock, CollectionRegistry.open(directory, options.updates(), options.mostCollections()), options);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw new IllegalStateException(
                    "The embedded Qdrant cannot start on %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private static EmbeddedQdrant started(DirectoryLock lock, CollectionRegistry collections, Options options)
            throws IOException {
        try {
            return new EmbeddedQdrant(lock, collections, options);
        } catch (IOException | RuntimeException e) {
            collections.close();
            throw e;
        }
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException if it has no port, see {@link Options#withoutPort}
     */
    public int port() {
        return transports.port();
    }

    /** A new channel to this server, in process if it can be reached so. To be shut down by the caller; carries no API key. */
    public ManagedChannel channel() {
        return transports.channel();
    }

    /**
     * Ends the calls under way, makes what was applied durable and lets go of the directory. Operations that were
     * acknowledged and not applied yet are applied at the next start. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            transports.refuseCalls();
            collections.close();
            transports.close();
        } finally {
            lock.close();
        }
    }

    /** How to start. Immutable: each method makes further options. */
    public static final class Options {
        private static final int MOST_COLLECTIONS = 1_000;

        private final Path directory;
        private final TransportSettings transport;
        private final UpdateSettings updates;
        private final int mostCollections;

        private Options(Path directory, TransportSettings transport, UpdateSettings updates, int mostCollections) {
            this.directory = directory;
            this.transport = transport;
            this.updates = updates;
            this.mostCollections = mostCollections;
        }

        /** Listens on any free port of the loopback address, without an API key. The directory is made if it is not there. */
        public static Options in(Path directory) {
            return new Options(directory, TransportSettings.DEFAULT, UpdateSettings.DEFAULT, MOST_COLLECTIONS);
        }

        /** The port to listen on; 0 for any that is free. */
        public Options withPort(int newPort) {
            return with(transport.withAddress(address -> new Address(address.host(), newPort)));
        }

        /** The address to listen on, in place of loopback. Nothing is encrypted: see to who can reach it. */
        public Options withHost(String newHost) {
            return with(transport.withAddress(address -> new Address(newHost, address.port())));
        }

        /** Lets {@link EmbeddedQdrant#channel} reach it without a socket, beside the port. */
        public Options withInProcess() {
            return with(transport.withInProcess());
        }

        /** Lets it be reached in process only. */
        public Options withoutPort() {
            return with(transport.withInProcess().withoutAddress());
        }

        /** The largest request to take, in bytes; 64 MiB without this. */
        public Options withLargestMessage(int bytes) {
            return with(transport.withLargestMessage(bytes));
        }

        /** Callers must send this key, in the metadata {@code api-key} or as a bearer token; health checks need none. */
        public Options withApiKey(String key) {
            return with(transport.withApiKeys(transport.apiKeys().withKey(key)));
        }

        /** Accepts a further key, for calls that change nothing. */
        public Options withReadOnlyApiKey(String key) {
            return with(transport.withApiKeys(transport.apiKeys().withReadOnlyKey(key)));
        }

        /** Lets tests see and disturb every call. */
        public Options withInterceptors(ServerInterceptor... newInterceptors) {
            return with(transport.withInterceptors(List.of(newInterceptors)));
        }

        private Options with(TransportSettings newTransport) {
            return new Options(directory, newTransport, updates, mostCollections);
        }

        /**
         * Changes how operations are logged and applied: {@code options.withUpdates(updates ->
         * updates.withFlushInterval(Duration.ZERO))}
         */
        public Options withUpdates(UnaryOperator<UpdateSettings> change) {
            return new Options(directory, transport, change.apply(updates), mostCollections);
        }

        /** How many collections there may be; 1,000 without this. Each has files and memory of its own. */
        public Options withMostCollections(int newMost) {
            return new Options(directory, transport, updates, newMost);
        }

        /** Lets tests hold or delay what was acknowledged. */
        public Options withHook(ApplyHook newHook) {
            return withUpdates(changed -> changed.withHook(newHook));
        }

        Path directory() {
            return directory;
        }

        TransportSettings transport() {
            return transport;
        }

        int mostCollections() {
            return mostCollections;
        }

        UpdateSettings updates() {
            return updates;
        }
    }
}
