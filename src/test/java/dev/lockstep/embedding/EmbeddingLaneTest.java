package dev.lockstep.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lane with an encoder that the test holds back: a text is done when it is let go. */
class EmbeddingLaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Semaphore letGo = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private final List<String> order = Collections.synchronizedList(new java.util.ArrayList<>());
    private EmbeddingLane lane = lane(new LaneLimits(1, 3, 100));

    @AfterEach
    void close() {
        letGo.release(1_000);
        lane.close();
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        lane = lane(new LaneLimits(4, 1, 100));
        letGo.release(100);
        List<String> texts = numbered("t", 100);
        assertThat(embed(texts).await().atMost(PATIENCE))
                .extracting(vector -> (int) vector[0])
                .containsExactlyElementsOf(texts.stream().map(String::hashCode).toList());
    }

    @Test
    void requestsTakeTurns() {
        var longOne = subscribe(numbered("long", 5));
        awaitBegun(1);
        var shortOne = subscribe(numbered("short", 2));
        letGo.release(100);
        assertThat(longOne.awaitItem(PATIENCE).getItem()).hasSize(5);
        assertThat(shortOne.awaitItem(PATIENCE).getItem()).hasSize(2);
        assertThat(order).containsExactly("long0", "short0", "long1", "short1", "long2", "long3", "long4");
    }

    @Test
    void aFullLaneRefusesWithoutBeginning() {
        lane = lane(new LaneLimits(1, 3, 10));
        var first = subscribe(numbered("a", 8));
        var tooManyTexts = subscribe(numbered("b", 3));
        assertOverloaded(tooManyTexts);
        var second = subscribe(numbered("c", 1));
        var third = subscribe(numbered("d", 1));
        assertOverloaded(subscribe(numbered("e", 1)));
        letGo.release(100);
        Stream.of(first, second, third).forEach(it -> it.awaitItem(PATIENCE));
        assertThat(order).hasSize(10).noneMatch(text -> text.startsWith("b") || text.startsWith("e"));
        assertThat(lane.waiting()).isZero();
        assertThat(subscribe(numbered("f", 10)).awaitItem(PATIENCE).getItem()).hasSize(10);
    }

    @Test
    void anIdleLaneTakesARequestOfAnySize() {
        lane = lane(new LaneLimits(1, 3, 10));
        letGo.release(100);
        assertThat(subscribe(numbered("large", 50)).awaitItem(PATIENCE).getItem())
                .hasSize(50);
    }

    @Test
    void cancellingBeginsNothingFurtherAndGivesItsPlaceBack() {
        lane = lane(new LaneLimits(1, 1, 100));
        var cancelled = subscribe(numbered("cancelled", 50));
        awaitBegun(1);
        cancelled.cancel();
        assertThat(lane.waiting()).isZero();
        var next = subscribe(numbered("next", 1));
        letGo.release(100);
        next.awaitItem(PATIENCE);
        assertThat(order).containsExactly("cancelled0", "next0");
    }

    @Test
    void aFailureEndsItsRequestOnly() {
        letGo.release(100);
        var failing = subscribe(List.of("fine", "bad", "never"));
        var other = subscribe(numbered("other", 2));
        failing.awaitFailure(PATIENCE).assertFailedWith(IllegalStateException.class, "bad");
        other.awaitItem(PATIENCE);
        assertThat(lane.waiting()).isZero();
        assertThat(order).doesNotContain("never");
    }

    @Test
    void closingFailsWhatWaits() throws Exception {
        var running = subscribe(numbered("running", 2));
        var waiting = subscribe(numbered("waiting", 2));
        awaitBegun(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lane::close);
        waiting.awaitFailure(PATIENCE).assertFailedWith(Unavailable.class, "shutting down");
        letGo.release(100);
        running.awaitFailure(PATIENCE).assertFailedWith(Unavailable.class, "shutting down");
        closing.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> embed(List.of("late")).await().atMost(PATIENCE))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void vertxCallersGoOnWhereTheyWere() throws Exception {
        letGo.release(100);
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            context.runOnContext(ignored -> embed(numbered("t", 3))
                    .subscribe()
                    .with(vectors -> resumedOn.complete(Vertx.currentContext()), resumedOn::completeExceptionally));
            assertThat(resumedOn.get(10, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theGaugeShowsWhatWaits() {
        var request = subscribe(numbered("t", 5));
        awaitBegun(1);
        assertThat(meters.get("lockstep.embedding.waiting").gauge().value()).isEqualTo(5);
        letGo.release(100);
        request.awaitItem(PATIENCE);
        assertThat(meters.get("lockstep.embedding.waiting").gauge().value()).isZero();
    }

    private EmbeddingLane lane(LaneLimits limits) {
        if (lane != null) {
            lane.close();
        }
        return new EmbeddingLane("test", limits, meters);
    }

    private Uni<List<float[]>> embed(List<String> texts) {
        return lane.compute(texts, this::encode);
    }

    private float[] encode(String text) {
        order.add(text);
        begun.release();
        letGo.acquireUninterruptibly();
        if (text.equals("bad")) {
            throw new IllegalStateException("bad");
        }
        return new float[] {text.hashCode()};
    }

    private void awaitBegun(int texts) {
        try {
            assertThat(begun.tryAcquire(texts, 10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private UniAssertSubscriber<List<float[]>> subscribe(List<String> texts) {
        return embed(texts).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static void assertOverloaded(UniAssertSubscriber<?> request) {
        assertThat(request.awaitFailure(PATIENCE).getFailure()).isInstanceOfSatisfying(Overloaded.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(e.facts()).containsKeys("max_requests", "max_texts");
        });
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }
}
