package dev.lockstep.points;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.reactive.CallerContext;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.qdrant.client.grpc.QdrantGrpc.QdrantFutureStub;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The channel to Qdrant: every call has a deadline, is tried again while that makes sense, and answers on the Vert.x
 * context that asked.
 */
@ApplicationScoped
class QdrantConnection {

    /** grpc-java stops at 4 MiB; a page of points with vectors is larger. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    private static final int DEFAULT_PORT = 6334;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final QdrantSettings settings;
    private final QdrantGrpcClient client;

    QdrantConnection(QdrantSettings settings) {
        this.settings = settings;
        // The last argument skips a start-up check that blocks without a deadline.
        QdrantGrpcClient.Builder builder = QdrantGrpcClient.newBuilder(channel(settings.url()), true, false);
        settings.apiKey().ifPresent(builder::withApiKey);
        this.client = builder.build();
    }

    private static ManagedChannel channel(URI url) {
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(url.getHost(), port)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .keepAliveTime(30, TimeUnit.SECONDS);
        return "https".equals(url.getScheme())
                ? channel.useTransportSecurity().build()
                : channel.usePlaintext().build();
    }

    <T> Uni<T> points(Deadline deadline, Function<PointsFutureStub, ListenableFuture<T>> call) {
        return retried(
                deadline, remaining -> call.apply(client.points().withDeadlineAfter(remaining, TimeUnit.NANOSECONDS)));
    }

    <T> Uni<T> collections(Deadline deadline, Function<CollectionsFutureStub, ListenableFuture<T>> call) {
        return retried(
                deadline,
                remaining -> call.apply(client.collections().withDeadlineAfter(remaining, TimeUnit.NANOSECONDS)));
    }

    /** Not tried again: who asks for health wants to know about now. */
    <T> Uni<T> health(Deadline deadline, Function<QdrantFutureStub, ListenableFuture<T>> call) {
        return CallerContext.resume(uni(() -> call.apply(
                client.qdrant().withDeadlineAfter(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS))));
    }

    /** The deadline of requests for which nobody waits in particular. */
    Deadline standardDeadline() {
        return Deadline.in(settings.requestTimeout());
    }

    /** Mutiny's back-off goes on on a thread of its own; the caller's context is found again at the end. */
    private <T> Uni<T> retried(Deadline deadline, Function<Long, ListenableFuture<T>> call) {
        Uni<T> tries = Uni.createFrom().deferred(() -> once(deadline, call));
        if (settings.maxRetries() == 0) {
            return CallerContext.resume(tries);
        }
        return CallerContext.resume(tries.onFailure(failure -> failure instanceof Unavailable && !deadline.passed())
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.5)
                .atMost(settings.maxRetries()));
    }

    private <T> Uni<T> once(Deadline deadline, Function<Long, ListenableFuture<T>> call) {
        long remaining = Math.min(
                deadline.remaining().toNanos(), settings.requestTimeout().toNanos());
        if (remaining == 0) {
            return Uni.createFrom()
                    .failure(new Unavailable(
                            ErrorCode.DEADLINE_EXCEEDED, "there was no time left to ask Qdrant; try again", null));
        }
        return uni(() -> call.apply(remaining));
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
