package dev.lockstep.engine.claims;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class HandOverTest {

    @Test
    void whoeverEndsWaitsUntilItsClaimsAreGivenBack() {
        AtomicBoolean givenBack = new AtomicBoolean();

        HandOver.complete(
                "jobs",
                Uni.createFrom()
                        .item(1)
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(50))
                        .invoke(() -> givenBack.set(true)));

        assertThat(givenBack).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayKeepsNobodyFromEnding() {
        assertThatCode(() -> HandOver.complete(
                        "jobs", Uni.createFrom().failure(new IllegalStateException("the database is away"))))
                .doesNotThrowAnyException();
    }

    @Test
    void anAnswerThatNeverComesIsNotWaitedFor() {
        assertThatCode(() -> HandOver.complete("jobs", Uni.createFrom().nothing()))
                .doesNotThrowAnyException();
    }
}
