package dev.lockstep.engine.claims;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(2);

    private final Backoff backoff = Backoff.of(FIRST, 6);

    @Test
    void thePauseDoublesWithEachFailure() {
        assertThat(backoff.doubled(0)).isEqualTo(FIRST);
        assertThat(backoff.doubled(1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.doubled(5)).isEqualTo(Duration.ofSeconds(64));
    }

    @Test
    void itDoublesOnlySoOften() {
        assertThat(backoff.doubled(6)).isEqualTo(Duration.ofSeconds(128));
        assertThat(backoff.doubled(7)).isEqualTo(Duration.ofSeconds(128));
        assertThat(backoff.doubled(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(128));
    }

    /** A job that has got on counts its failures anew, from none. */
    @Test
    void lessThanNoFailuresAreNone() {
        assertThat(backoff.doubled(-1)).isEqualTo(FIRST);
    }

    @Test
    void noPauseIsLongerThanTheBound() {
        Backoff bounded = Backoff.of(Duration.ofSeconds(1), 16).atMost(Duration.ofSeconds(60));

        assertThat(bounded.doubled(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(bounded.doubled(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(bounded.doubled(50)).isEqualTo(Duration.ofSeconds(60));
    }
}
