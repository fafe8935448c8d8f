package dev.lockstep.platform.reactive;

import dev.lockstep.platform.reactive.Rounds.Past;
import dev.lockstep.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTest {

    private final AtomicInteger begun = new AtomicInteger();

    private volatile Uni<Void> work = Uni.createFrom().voidItem();

    private final Rounds rounds = new Rounds("rounds under test", Duration.ofMillis(1), () -> {
        begun.incrementAndGet();
        return work;
    });

    @AfterEach
    void stop() {
        rounds.stop();
    }

    @Test
    void nothingIsKnownBeforeTheFirstRoundHasEnded() {
        work = Uni.createFrom().nothing();
        rounds.start();

        assertThat(begun).hasValue(1);
        assertThat(rounds.past()).isEqualTo(new Past(null, 0, null));
    }

    @Test
    void failuresAreCountedUntilARoundSucceeds() {
        Instant before = Instant.now();
        work = Uni.createFrom().failure(new IllegalStateException("a store is away"));
        rounds.start();
        Eventually.holds(() -> assertThat(rounds.past().failuresInARow()).isGreaterThan(3));
        assertThat(rounds.past().lastFailure()).isEqualTo("a store is away");
        assertThat(rounds.past().lastEnd()).isAfterOrEqualTo(before);

        work = Uni.createFrom().voidItem();

        Eventually.holds(() -> assertThat(rounds.past().failuresInARow()).isZero());
        assertThat(rounds.past().lastFailure()).isNull();
    }

    @Test
    void aRoundThatDoesNotEvenBeginIsAFailureToo() {
        Rounds broken = new Rounds("broken", Duration.ofMillis(1), () -> {
            throw new IllegalStateException();
        });
        broken.start();
        try {
            Eventually.holds(() -> assertThat(broken.past().failuresInARow()).isGreaterThan(1));
            assertThat(broken.past().lastFailure()).contains("IllegalStateException");
        } finally {
            broken.stop();
        }
    }

    @Test
    void noRoundBeginsAfterTheStopAndOneUnderWayEnds() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        work = Uni.createFrom().completionStage(end);
        rounds.start();

        rounds.stop();
        end.complete(null);

        Eventually.holds(() -> assertThat(rounds.past().lastEnd()).isNotNull());
        afterManyRoundsOfAnother();
        assertThat(begun).hasValue(1);
    }

    private static void afterManyRoundsOfAnother() {
        AtomicInteger ticks = new AtomicInteger();
        Rounds clock = new Rounds(
                "clock", Duration.ofMillis(2), () -> Uni.createFrom().voidItem().invoke(ticks::incrementAndGet));
        clock.start();
        Eventually.holds(() -> assertThat(ticks).hasValueGreaterThan(10));
        clock.stop();
    }
}
