package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.DirectoryLock;
import dev.lockstep.embedded.qdrant.server.ApiKeys;
import dev.lockstep.embedded.qdrant.server.Transports;
import dev.lockstep.embedded.qdrant.server.Transports.Services;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    /** Told to clients, who compare it with their own. */
    public static final String VERSION = "1.18.0";

    private final DirectoryLock lock;
    private final CollectionRegistry collections;
    private final Transports transports;
    private boolean closed;

    private EmbeddedQdrant(DirectoryLock lock, CollectionRegistry collections, Options options) throws IOException {
        this.lock = lock;
        this.collections = collections;
        this.transports = Transports.start(options, new Services(collections));
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
            return started(lock, CollectionRegistry.open(directory, options.updates()), options);
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
     * Where it listens.
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
        private final Path directory;
        private String host = "127.0.0.1";
        private int port;
        private boolean tcp = true;
        private boolean inProcess;
        private int largestMessage = 64 << 20;
        private ApiKeys apiKeys = ApiKeys.NONE;
        private List<ServerInterceptor> interceptors = List.of();
        private UpdateSettings updates = UpdateSettings.DEFAULT;

        private Options(Path directory) {
            this.directory = directory;
        }

        private Options copy() {
            Options copy = new Options(directory);
            copy.host = host;
            copy.port = port;
            copy.tcp = tcp;
            copy.inProcess = inProcess;
            copy.largestMessage = largestMessage;
            copy.apiKeys = apiKeys;
            copy.interceptors = interceptors;
            copy.updates = updates;
            return copy;
        }

        /** On any free port of the loopback address, without an API key. The directory is made if it is not there. */
        public static Options in(Path directory) {
            return new Options(directory);
        }

        /** 0 for any that is free. */
        public Options withPort(int newPort) {
            Options changed = copy();
            changed.port = newPort;
            return changed;
        }

        /** The address to listen on, in place of loopback. Nothing is encrypted: see to who can reach it. */
        public Options withHost(String newHost) {
            Options changed = copy();
            changed.host = newHost;
            return changed;
        }

        /** To be reached by {@link EmbeddedQdrant#channel} without a socket, beside the port. */
        public Options withInProcess() {
            Options changed = copy();
            changed.inProcess = true;
            return changed;
        }

        /** To be reached in process only. */
        public Options withoutPort() {
            Options changed = withInProcess();
            changed.tcp = false;
            return changed;
        }

        /** The largest request to take, in bytes; 64 MiB without this. */
        public Options withLargestMessage(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("The largest message must have 1 byte or more, not " + bytes);
            }
            Options changed = copy();
            changed.largestMessage = bytes;
            return changed;
        }

        /** Callers must send this key, in the metadata {@code api-key} or as a bearer token; health checks need none. */
        public Options withApiKey(String key) {
            Options changed = copy();
            changed.apiKeys = apiKeys.withKey(key);
            return changed;
        }

        /** A further key for calls that change nothing. */
        public Options withReadOnlyApiKey(String key) {
            Options changed = copy();
            changed.apiKeys = apiKeys.withReadOnlyKey(key);
            return changed;
        }

        /** For tests: see and disturb every call. */
        public Options withInterceptors(ServerInterceptor... newInterceptors) {
            Options changed = copy();
            changed.interceptors = List.of(newInterceptors);
            return changed;
        }

        /** {@code options.withUpdates(updates -> updates.withFlushInterval(Duration.ZERO))} */
        public Options withUpdates(UnaryOperator<UpdateSettings> change) {
            Options changed = copy();
            changed.updates = change.apply(updates);
            return changed;
        }

        /** For tests: hold or delay what was acknowledged. */
        public Options withHook(BeforeApply newHook) {
            return withUpdates(changed -> changed.withHook(newHook));
        }

        Path directory() {
            return directory;
        }

        /** Empty if it has no port. */
        public Optional<String> host() {
            return tcp ? Optional.of(host) : Optional.empty();
        }

        public int port() {
            return port;
        }

        public boolean inProcess() {
            return inProcess;
        }

        public int largestMessage() {
            return largestMessage;
        }

        public ApiKeys apiKeys() {
            return apiKeys;
        }

        public List<ServerInterceptor> interceptors() {
            return interceptors;
        }

        UpdateSettings updates() {
            return updates;
        }
    }

    /**
     * Called by the one thread that applies the operations of a collection, before each, or before each group that
     * becomes visible by itself. May block; it is interrupted
     * when the collection closes. What it throws counts as a failure to apply the operation.
     */
    @FunctionalInterface
    public interface BeforeApply {
        BeforeApply NOTHING = (collection, operation) -> {};

        void apply(String collection, PointsUpdateOperation operation) throws InterruptedException;
    }
}
