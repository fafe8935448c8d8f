package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.AnonymousInProcessSocketAddress;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ways into a server, a port or in process, with the same services and threads behind. */
public final class Transports {
    /** One search may make two calls at once, and writes must not wait for it. */
    private static final int MIN_HANDLERS = 4;

    /** Further calls wait at the client. */
    private static final int MOST_CALLS_OF_A_CONNECTION = 1_000;

    /** How long calls that have begun may take to end when the server closes. */
    private static final long GRACE_MILLIS = 500;

    private final ExecutorService handlers = Executors.newFixedThreadPool(
            Math.max(MIN_HANDLERS, Runtime.getRuntime().availableProcessors()), Transports::handler);
    private final List<Server> servers = new ArrayList<>();
    private final TransportSettings settings;
    private @Nullable Server tcp;
    private @Nullable AnonymousInProcessSocketAddress inProcess;

    private Transports(TransportSettings settings) {
        this.settings = settings;
    }

    /** Listens, and answers calls on these collections. */
    public static Transports start(TransportSettings settings, CollectionRegistry collections) throws IOException {
        Transports transports = new Transports(settings);
        List<BindableService> services = services(collections);
        try {
            if (settings.address().isPresent()) {
                transports.tcp = transports.started(tcp(settings.address().get()), services);
            }
            if (settings.inProcess()) {
                transports.inProcess = new AnonymousInProcessSocketAddress();
                var unused = transports.started(InProcessServerBuilder.forAddress(transports.inProcess), services);
            }
            return transports;
        } catch (IOException | RuntimeException e) {
            transports.close();
            throw e;
        }
    }

    private static ServerBuilder<?> tcp(TransportSettings.Address address) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
                .maxConcurrentCallsPerConnection(MOST_CALLS_OF_A_CONNECTION)
                .permitKeepAliveWithoutCalls(true)
                .permitKeepAliveTime(1, TimeUnit.SECONDS);
    }

    private Server started(ServerBuilder<?> builder, List<BindableService> services) throws IOException {
        builder.executor(handlers).maxInboundMessageSize(settings.largestMessage());
        for (BindableService service : services) {
            builder.addService(intercepted(service));
        }
        Server server = builder.build().start();
        servers.add(server);
        return server;
    }

    private ServerServiceDefinition intercepted(BindableService service) {
        ServerServiceDefinition read = ServerInterceptors.intercept(service, settings.interceptors());
        return ServerInterceptors.intercept(ErrorReplies.intercept(read), settings.apiKeys());
    }

    public int port() {
        if (tcp == null) {
            throw new IllegalStateException("This embedded Qdrant can be reached in process only: it has no port");
        }
        return tcp.getPort();
    }

    public ManagedChannel channel() {
        if (inProcess != null) {
            return InProcessChannelBuilder.forAddress(inProcess).build();
        }
        return NettyChannelBuilder.forAddress(settings.address().orElseThrow().host(), port())
                .usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    /** Takes no more calls; those under way go on. */
    public void refuseCalls() {
        servers.forEach(Server::shutdown);
    }

    public void close() {
        refuseCalls();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        for (Server server : servers) {
            if (!terminated(server, deadline - System.nanoTime())) {
                server.shutdownNow();
            }
        }
        handlers.shutdown();
    }

    private static boolean terminated(Server server, long nanos) {
        try {
            return server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread handler(Runnable work) {
        Thread thread = new Thread(work, "embedded-qdrant-call");
        thread.setDaemon(true);
        return thread;
    }

    private static List<BindableService> services(CollectionRegistry collections) {
        return List.of(
                new HealthService(),
                new GrpcHealthService(),
                new CollectionsService(collections),
                new PointsService(collections));
    }
}
