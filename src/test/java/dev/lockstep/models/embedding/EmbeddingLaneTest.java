package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingRequest.Work;
import dev.lockstep.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
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
    private EmbeddingLane lane = lane(LaneLimits.withoutWaiting(1, 3, 100));

    @AfterEach
    void close() {
        letGo.release(1_000);
        lane.close();
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        lane = lane(LaneLimits.withoutWaiting(4, 1, 100));
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
        lane = lane(LaneLimits.withoutWaiting(1, 3, 10));
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
    void whoIsRefusedIsToldWhenToComeAgain() {
        lane = lane(LaneLimits.withoutWaiting(1, 1, 100));
        var running = subscribe(numbered("a", 20));
        assertThat(failureOf(subscribe(numbered("b", 1))).facts()).containsEntry("retry_after_seconds", 1L);
        letGo.release(100);
        running.awaitItem(PATIENCE);
    }

    @Test
    void whoFindsNoRoomWaitsForItInOrder() {
        lane = lane(new LaneLimits(1, 1, 100, 2, PATIENCE));
        var first = subscribe(numbered("first", 2));
        var second = subscribe(numbered("second", 2));
        var third = subscribe(numbered("third", 1));
        assertOverloaded(subscribe(numbered("fourth", 1)));
        assertThat(meters.get("lockstep.embedding.held").gauge().value()).isEqualTo(2);
        letGo.release(100);
        Stream.of(first, second, third).forEach(it -> it.awaitItem(PATIENCE));
        assertThat(order).containsExactly("first0", "first1", "second0", "second1", "third0");
        assertThat(meters.get("lockstep.embedding.held").gauge().value()).isZero();
    }

    @Test
    void aLargeRequestBeforeTheDoorIsNotOvertakenForEver() {
        lane = lane(new LaneLimits(1, 5, 10, 5, PATIENCE));
        var first = subscribe(numbered("first", 8));
        var large = subscribe(numbered("large", 9));
        var small = subscribe(numbered("small", 1));
        letGo.release(100);
        Stream.of(first, large, small).forEach(it -> it.awaitItem(PATIENCE));
        assertThat(order.indexOf("large0")).isLessThan(order.indexOf("small0"));
    }

    @Test
    void whoWaitsTooLongIsRefusedUnbegun() {
        lane = lane(new LaneLimits(1, 1, 100, 1, Duration.ofMillis(30)));
        var running = subscribe(numbered("running", 1));
        assertOverloaded(subscribe(numbered("late", 1)));
        letGo.release(100);
        running.awaitItem(PATIENCE);
        assertThat(order).containsExactly("running0");
        assertThat(subscribe(numbered("next", 1)).awaitItem(PATIENCE).getItem()).hasSize(1);
    }

    @Test
    void whoGoesAwayBeforeTheDoorIsForgotten() {
        lane = lane(new LaneLimits(1, 1, 100, 2, PATIENCE));
        var running = subscribe(numbered("running", 1));
        var gone = subscribe(numbered("gone", 1));
        var waiting = subscribe(numbered("waiting", 1));
        gone.cancel();
        letGo.release(100);
        running.awaitItem(PATIENCE);
        waiting.awaitItem(PATIENCE);
        assertThat(order).containsExactly("running0", "waiting0");
    }

    @Test
    void tenThousandTextsDoNotHoldUpThree() {
        // One thread: of two, one may be suspended while the other goes on, and the order would say nothing.
        lane = lane(LaneLimits.withoutWaiting(1, 5, 20_000));
        letGo.release(20_000);
        var large = subscribe(numbered("large", 10_000));
        awaitBegun(10);
        subscribe(numbered("small", 3)).awaitItem(PATIENCE);
        List<String> soFar = List.copyOf(order);
        assertThat(soFar.subList(soFar.indexOf("small0"), soFar.indexOf("small2")).stream()
                        .map(text -> text.startsWith("small")))
                .containsExactly(true, false, true, false);
        large.awaitItem(PATIENCE);
    }

    @Test
    void batchesTakeTurnsToo() {
        List<List<String>> batches = Collections.synchronizedList(new java.util.ArrayList<>());
        Work<Integer> work = new Work<>(2, texts -> {
            batches.add(texts);
            begun.release();
            letGo.acquireUninterruptibly();
            return Uni.createFrom().item(texts.stream().map(String::length).toList());
        });
        var longOne = lane.compute(numbered("long", 5), work)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.<List<Integer>>create());
        awaitBegun(1);
        var shortOne = lane.compute(List.of("short"), work)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.<List<Integer>>create());
        letGo.release(100);
        assertThat(longOne.awaitItem(PATIENCE).getItem()).containsExactly(5, 5, 5, 5, 5);
        assertThat(shortOne.awaitItem(PATIENCE).getItem()).containsExactly(5);
        assertThat(batches)
                .containsExactly(
                        List.of("long0", "long1"), List.of("short"), List.of("long2", "long3"), List.of("long4"));
    }

    @Test
    void workThatGoesOnElsewhereKeepsItsPlace() {
        List<UniEmitter<? super List<String>>> underWay = Collections.synchronizedList(new java.util.ArrayList<>());
        Work<String> work = new Work<>(1, texts -> Uni.createFrom().emitter(underWay::add));
        var both = lane.compute(List.of("a", "b"), work)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.<List<String>>create());
        Eventually.holds(() -> assertThat(underWay).hasSize(1));
        underWay.get(0).complete(List.of("A"));
        Eventually.holds(() -> assertThat(underWay).hasSize(2));
        underWay.get(1).complete(List.of("B"));
        assertThat(both.awaitItem(PATIENCE).getItem()).containsExactly("A", "B");
    }

    @Test
    void anIdleLaneTakesARequestOfAnySize() {
        lane = lane(LaneLimits.withoutWaiting(1, 3, 10));
        letGo.release(100);
        assertThat(subscribe(numbered("large", 50)).awaitItem(PATIENCE).getItem())
                .hasSize(50);
    }

    @Test
    void cancellingBeginsNothingFurtherAndGivesItsPlaceBack() {
        lane = lane(LaneLimits.withoutWaiting(1, 1, 100));
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
        assertThat(failureOf(request).code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(failureOf(request).facts()).containsKeys("max_requests", "max_texts", "retry_after_seconds");
    }

    private static Overloaded failureOf(UniAssertSubscriber<?> request) {
        Throwable failure = request.awaitFailure(PATIENCE).getFailure();
        assertThat(failure).isInstanceOf(Overloaded.class);
        return (Overloaded) failure;
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }
}
