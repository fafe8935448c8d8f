package dev.lockstep.engine.claims;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClaimTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(8);
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger renewals = new AtomicInteger();
    private final List<Claim> claims = new ArrayList<>();

    private volatile Supplier<Uni<Boolean>> answer = () -> Uni.createFrom().item(true);

    @AfterEach
    void stopHeartbeats() {
        claims.forEach(Claim::close);
    }

    @Test
    void aHeartbeatRenewsAgainAndAgain() {
        Claim claim = claim(SHORT);

        claim.startHeartbeat();

        Eventually.holds(() -> assertThat(renewals).hasValueGreaterThan(5));
        assertThat(claim.isLost()).isFalse();
    }

    @Test
    void aLongLeaseIsRenewedEverySecondAllTheSame() {
        Claim claim = claim(LONG);

        claim.startHeartbeatAfter(Duration.ofMillis(1));

        Eventually.holds(() -> assertThat(renewals).hasValueGreaterThan(1));
    }

    @Test
    void aRenewalThatFailsLosesNothingAndTheNextOneIsTried() {
        Claim claim = claim(SHORT);
        answer = () -> Uni.createFrom().failure(new IllegalStateException("the database is away"));

        claim.startHeartbeat();

        Eventually.holds(() -> assertThat(renewals).hasValueGreaterThan(5));
        assertThat(claim.isLost()).isFalse();
        assertThatCode(claim::requireHeld).doesNotThrowAnyException();
    }

    @Test
    void aClaimIsLostWhenTheDatabaseSaysSo() {
        Claim claim = claim(SHORT);
        answer = () -> Uni.createFrom().item(false);

        claim.startHeartbeat();

        Eventually.holds(() -> assertThat(claim.isLost()).isTrue());
        assertThatThrownBy(claim::requireHeld)
                .isInstanceOfSatisfying(
                        Conflict.class, lost -> assertThat(lost.code()).isEqualTo(ErrorCode.LEASE_LOST))
                .hasMessage("somebody else has it");
    }

    @Test
    void whatIsLostIsNotRenewedAnyMore() {
        Claim claim = claim(SHORT);
        claim.startHeartbeat();
        Eventually.holds(() -> assertThat(renewals).hasValueGreaterThan(1));

        claim.lose();

        assertNoBeats();
    }

    @Test
    void whatIsClosedIsNotRenewedAnyMore() {
        Claim claim = claim(SHORT);
        claim.startHeartbeat();
        Eventually.holds(() -> assertThat(renewals).hasValueGreaterThan(1));

        claim.close();

        assertNoBeats();
    }

    /** The statement that ends the work takes the run off the row, and a heartbeat may ask just then. */
    @Test
    void whatIsClosedIsNotLostByAnAnswerThatComesLate() {
        Claim claim = claim(LONG);
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        answer = () -> Uni.createFrom().completionStage(late);
        CompletableFuture<Void> renewed = claim.renew().subscribeAsCompletionStage();

        claim.close();
        late.complete(false);

        assertThat(renewed).succeedsWithin(PATIENCE);
        assertThat(claim.isLost()).isFalse();
    }

    @Test
    void workFailsAndIsCancelledWhenTheClaimIsLost() {
        Claim claim = claim(LONG);
        AtomicBoolean cancelled = new AtomicBoolean();
        Uni<Void> endless = Uni.createFrom().<Void>nothing().onCancellation().invoke(() -> cancelled.set(true));
        CompletableFuture<Void> work = claim.whileHeld(endless).subscribeAsCompletionStage();

        claim.lose();

        assertThat(work).failsWithin(PATIENCE).withThrowableThat().havingCause().isInstanceOf(Conflict.class);
        assertThat(cancelled).isTrue();
    }

    @Test
    void workEndsByItselfWhileTheClaimIsHeld() {
        Claim claim = claim(LONG);

        assertThat(claim.whileHeld(Uni.createFrom().item("done")).subscribeAsCompletionStage())
                .succeedsWithin(PATIENCE)
                .isEqualTo("done");
    }

    @Test
    void betweenTwoPiecesOfWorkAClaimIsRenewedOnlyWhenThatIsDue() {
        Claim fresh = claim(LONG);
        fresh.renewIfDue().await().atMost(PATIENCE);
        assertThat(renewals).hasValue(0);

        Claim due = claim(Duration.ZERO);
        due.renewIfDue().await().atMost(PATIENCE);
        assertThat(renewals).hasValue(1);
    }

    @Test
    void workThatRenewsByItselfEndsWhenTheClaimIsLost() {
        Claim claim = claim(Duration.ZERO);
        answer = () -> Uni.createFrom().item(false);

        assertThatThrownBy(() -> claim.renewIfDue().await().atMost(PATIENCE)).isInstanceOf(Conflict.class);
    }

    /** Another claim's beats are the clock: whoever still beat would have done so as often. One may have been under way. */
    private void assertNoBeats() {
        int before = renewals.get();
        AtomicInteger ticks = new AtomicInteger();
        Claim clock = new Claim(
                "clock",
                SHORT.multipliedBy(2),
                () -> Uni.createFrom().item(true).invoke(ticks::incrementAndGet),
                "no matter");
        claims.add(clock);
        clock.startHeartbeat();
        Eventually.holds(() -> assertThat(ticks).hasValueGreaterThan(10));
        assertThat(renewals).hasValueLessThanOrEqualTo(before + 1);
    }

    private Claim claim(Duration lease) {
        Claim claim = new Claim(
                "claim under test",
                lease,
                () -> {
                    renewals.incrementAndGet();
                    return answer.get();
                },
                "somebody else has it");
        claims.add(claim);
        return claim;
    }
}
