package dev.lockstep.embedded.qdrant;

import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A Qdrant in this process: Qdrant's gRPC protocol on a loopback port, its data in one directory. */
public final class EmbeddedQdrant implements AutoCloseable {
    /** As large as Qdrant's own. In bytes. */
    private static final int LARGEST_MESSAGE = 64 << 20;

    /** One search may make two calls at once, and writes must not wait for it. */
    private static final int MIN_HANDLERS = 4;

    /** How long calls that have begun may take to end when the server closes. */
    private static final long GRACE_MILLIS = 500;

    private final DirectoryLock lock;
    private final CollectionRegistry collections;
    private final ExecutorService handlers;
    private final Server server;

    private EmbeddedQdrant(DirectoryLock lock, CollectionRegistry collections, Options options) throws IOException {
        this.lock = lock;
        this.collections = collections;
        this.handlers = Executors.newFixedThreadPool(
                Math.max(MIN_HANDLERS, Runtime.getRuntime().availableProcessors()), EmbeddedQdrant::handler);
        this.server = server(options).build().start();
    }

    /**
     * Opens the directory, applies what its logs hold and listens.
     *
     * @throws IllegalStateException if the directory is in use or cannot be read
     */
    public static EmbeddedQdrant start(Options options) {
        Path directory = options.directory().toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            return started(lock, CollectionRegistry.open(directory.resolve("collections"), options.hook()), options);
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

    /** On loopback. */
    public int port() {
        return server.getPort();
    }

    /**
     * Ends the calls under way, makes what was applied durable and lets go of the directory. Operations that were
     * acknowledged and not applied yet are applied at the next start.
     */
    @Override
    public void close() {
        server.shutdown();
        collections.close();
        if (!terminated()) {
            server.shutdownNow();
        }
        handlers.shutdown();
        lock.close();
    }

    private static Thread handler(Runnable work) {
        Thread thread = new Thread(work, "embedded-qdrant-call");
        thread.setDaemon(true);
        return thread;
    }

    private boolean terminated() {
        try {
            return server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private NettyServerBuilder server(Options options) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()))
                .executor(handlers)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .permitKeepAliveWithoutCalls(true)
                .permitKeepAliveTime(1, TimeUnit.SECONDS);
        List.of(new HealthService(), new CollectionsService(collections), new PointsService(collections))
                .forEach(service -> builder.addService(ErrorReplies.told(
                        ServerInterceptors.intercept(service, options.interceptors()))));
        return builder;
    }

    /**
     * How to start.
     *
     * @param directory where the data is; made if it is not there
     * @param port 0 for any that is free
     * @param interceptors for tests: see and disturb every call
     * @param hook for tests: hold or delay what was acknowledged
     */
    public record Options(Path directory, int port, List<ServerInterceptor> interceptors, BeforeApply hook) {
        public Options {
            interceptors = List.copyOf(interceptors);
        }

        public static Options in(Path directory) {
            return new Options(directory, 0, List.of(), BeforeApply.NOTHING);
        }

        public Options withPort(int newPort) {
            return new Options(directory, newPort, interceptors, hook);
        }

        public Options withInterceptors(ServerInterceptor... newInterceptors) {
            return new Options(directory, port, List.of(newInterceptors), hook);
        }

        public Options withHook(BeforeApply newHook) {
            return new Options(directory, port, interceptors, newHook);
        }
    }

    /**
     * Called by the one thread that applies the operations of a collection, before each. May block; it is interrupted
     * when the collection closes. What it throws counts as a failure to apply the operation.
     */
    @FunctionalInterface
    public interface BeforeApply {
        BeforeApply NOTHING = (collection, operation) -> {};

        void apply(String collection, PointsUpdateOperation operation) throws InterruptedException;
    }
}
