package dev.lockstep.platform.duties;

import dev.lockstep.platform.reactive.Rounds.Past;
import dev.lockstep.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledDutyTest {

    private static final Schedule OFTEN = Schedule.every(Duration.ofMillis(1), "lockstep.some.interval");

    private final AtomicInteger begun = new AtomicInteger();

    private Schedule schedule = OFTEN;
    private Uni<Void> work = Uni.createFrom().voidItem();
    private ScheduledDuty scheduled;

    @AfterEach
    void stop() {
        scheduled.stopTimers();
    }

    @Test
    void aRoundBeginsAtOnceAndOthersFollow() {
        start();

        assertThat(begun).hasValueGreaterThanOrEqualTo(1);
        Eventually.holds(() -> assertThat(begun).hasValueGreaterThan(3));
        assertThat(scheduled.past().lastEnd()).isNotNull();
    }

    @Test
    void theFirstRoundMayHaveTime() {
        schedule = OFTEN.beginningAfter(Duration.ofHours(1));

        start();

        assertThat(begun).hasValue(0);
        assertThat(scheduled.past()).isEqualTo(new Past(null, 0, null));
    }

    @Test
    void asManyRoundsAreUnderWayAsTheScheduleSays() {
        schedule = OFTEN.concurrently(3);
        work = Uni.createFrom().nothing();

        start();

        assertThat(begun).hasValue(3);
    }

    @Test
    void theWorstOfSeveralRoundsIsTold() {
        schedule = OFTEN.concurrently(2);
        work = Uni.createFrom()
                .deferred(() -> begun.get() % 2 == 0
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().failure(new IllegalStateException("a store is away")));

        start();

        Eventually.holds(() -> assertThat(scheduled.past().failuresInARow()).isEqualTo(1));
        assertThat(scheduled.past().lastFailure()).isEqualTo("a store is away");
    }

    private void start() {
        scheduled = new ScheduledDuty(new Duty() {
            @Override
            public String name() {
                return "duty under test";
            }

            @Override
            public String purpose() {
                return "Counts its rounds.";
            }

            @Override
            public Schedule schedule() {
                return schedule;
            }

            @Override
            public Uni<Void> round() {
                begun.incrementAndGet();
                return work;
            }
        });
        scheduled.start();
    }
}
