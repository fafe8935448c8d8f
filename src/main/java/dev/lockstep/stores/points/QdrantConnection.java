package dev.lockstep.stores.points;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.platform.resilience.StoreName;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.qdrant.client.grpc.QdrantGrpc.QdrantFutureStub;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The channel to Qdrant: every call has a deadline, goes through the guard, and answers on the Vert.x context that asked.
 */
@ApplicationScoped
class QdrantConnection {

    /** grpc-java stops at 4 MiB by default; a page of points with vectors is larger. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final int DEFAULT_PORT = 6334;

    /** A call may take this long beyond its deadline until its caller is told. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final QdrantSettings settings;
    private final StoreGuard guard;
    private final QdrantGrpcClient client;

    @Inject
    QdrantConnection(QdrantSettings settings, Instance<OutageInterceptor> outages) {
        this(
                settings,
                outages.stream().toArray(ClientInterceptor[]::new),
                new GuardedStore(
                        new StoreName("Qdrant", ErrorCode.POINTS_UNAVAILABLE),
                        settings.breaker(),
                        settings.share(),
                        settings.maxRetries(),
                        new QdrantFailures.Rules()));
    }

    QdrantConnection(QdrantSettings settings, StoreGuard guard) {
        this(settings, new ClientInterceptor[0], guard);
    }

    private QdrantConnection(QdrantSettings settings, ClientInterceptor[] interceptors, StoreGuard guard) {
        this.settings = settings;
        this.guard = guard;
        // The last argument skips a start-up check that blocks without a deadline.
        QdrantGrpcClient.Builder builder =
                QdrantGrpcClient.newBuilder(channel(settings.url(), interceptors), true, false);
        settings.apiKey().ifPresent(builder::withApiKey);
        this.client = builder.build();
    }

    private static ManagedChannel channel(URI url, ClientInterceptor... interceptors) {
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(url.getHost(), port)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .intercept(interceptors);
        return "https".equals(url.getScheme())
                ? channel.useTransportSecurity().build()
                : channel.usePlaintext().build();
    }

    <T> Uni<T> points(Lane lane, Deadline deadline, Function<PointsFutureStub, ListenableFuture<T>> call) {
        return guarded(
                lane,
                deadline,
                remaining -> call.apply(client.points().withDeadlineAfter(remaining, TimeUnit.NANOSECONDS)));
    }

    <T> Uni<T> collections(Lane lane, Deadline deadline, Function<CollectionsFutureStub, ListenableFuture<T>> call) {
        return guarded(
                lane,
                deadline,
                remaining -> call.apply(client.collections().withDeadlineAfter(remaining, TimeUnit.NANOSECONDS)));
    }

    /** Calls once, without retries, because a health check wants to know about now. It does close an open breaker. */
    <T> Uni<T> health(Deadline deadline, Function<QdrantFutureStub, ListenableFuture<T>> call) {
        return guard.once(() -> once(
                deadline, remaining -> call.apply(client.qdrant().withDeadlineAfter(remaining, TimeUnit.NANOSECONDS))));
    }

    /** Fails while Qdrant is known to be away. */
    Uni<Void> requireOpenWay() {
        return guard.requireOpenWay();
    }

    /** Returns the deadline of requests for which nobody waits in particular. */
    Deadline standardDeadline() {
        return Deadline.in(settings.requestTimeout());
    }

    /** Returns how many seconds Qdrant may take to apply a write, so that it says so before the call is over. */
    long secondsToApply(Deadline deadline) {
        return Math.max(1, remaining(deadline) / 1_000_000_000 - 1);
    }

    /**
     * Makes a call through the guard. Waiting for its turn and for retries ends with the deadline too; a call is not
     * sent after it.
     */
    private <T> Uni<T> guarded(Lane lane, Deadline deadline, Function<Long, ListenableFuture<T>> call) {
        return CallerContext.resume(guard.call(lane, () -> once(deadline, call))
                .ifNoItem()
                .after(deadline.remaining().plus(GRACE))
                .failWith(() -> late("Qdrant did not answer in time; try again", null)));
    }

    private <T> Uni<T> once(Deadline deadline, Function<Long, ListenableFuture<T>> call) {
        long remaining = remaining(deadline);
        if (remaining == 0) {
            return Uni.createFrom().failure(late("there was no time left to ask Qdrant; try again", null));
        }
        return uni(() -> call.apply(remaining))
                .onFailure(failure -> failure instanceof Unavailable && deadline.passed())
                .transform(failure -> late(failure.getMessage(), failure));
    }

    private long remaining(Deadline deadline) {
        return Math.min(
                deadline.remaining().toNanos(), settings.requestTimeout().toNanos());
    }

    private static Unavailable late(String message, @Nullable Throwable cause) {
        return new Unavailable(ErrorCode.DEADLINE_EXCEEDED, message, cause);
    }

    private static <T> Uni<T> uni(Supplier<ListenableFuture<T>> call) {
        return Uni.createFrom()
                .<T>emitter(waiting -> Futures.addCallback(
                        call.get(),
                        new FutureCallback<T>() {
                            @Override
                            public void onSuccess(T result) {
                                waiting.complete(result);
                            }

                            @Override
                            public void onFailure(Throwable failure) {
                                waiting.fail(failure);
                            }
                        },
                        MoreExecutors.directExecutor()))
                .onFailure()
                .transform(QdrantFailures::translate);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
