package dev.lockstep.engine.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Rate rate = new Rate(Duration.ofSeconds(10));

    private void at(long second, long done) {
        rate.add(TimeUnit.SECONDS.toNanos(second), done);
    }

    @Test
    void nothingIsSaidBeforeThereAreTwoLooks() {
        assertThat(rate.perSecond()).isNull();
        at(0, 0);
        assertThat(rate.perSecond()).isNull();
    }

    @Test
    void nothingIsSaidWhileNothingIsDone() {
        at(0, 5);
        at(3, 5);
        assertThat(rate.perSecond()).isNull();
    }

    @Test
    void itIsWhatWasDoneSinceTheFirstLook() {
        at(0, 100);
        at(4, 140);
        assertThat(rate.perSecond()).isCloseTo(10, within(1e-9));
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        at(0, 0);
        at(1, 1_000);
        for (int second = 2; second <= 20; second++) {
            at(second, 1_000 + second);
        }
        assertThat(rate.perSecond()).isCloseTo(1, within(1e-9));
    }

    @Test
    void othersUnitsBeginAnew() {
        at(0, 0);
        at(1, 1_000);
        rate.clear();
        at(2, 0);
        assertThat(rate.perSecond()).isNull();
        at(4, 6);
        assertThat(rate.perSecond()).isCloseTo(3, within(1e-9));
    }

    @Test
    void theEndFollowsFromWhatIsLeft() {
        assertThat(Rate.end(NOW, 40, 100L, 20.0)).isEqualTo(NOW.plusSeconds(3));
        assertThat(Rate.end(NOW, 100, 100L, 20.0)).isEqualTo(NOW);
        assertThat(Rate.end(NOW, 101, 100L, 20.0)).isEqualTo(NOW);
        assertThat(Rate.end(NOW, 40, null, 20.0)).isNull();
        assertThat(Rate.end(NOW, 40, 100L, null)).isNull();
    }
}
