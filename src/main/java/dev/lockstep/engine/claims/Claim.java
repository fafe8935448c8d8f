package dev.lockstep.engine.claims;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.platform.reactive.Rounds;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A claim that a run of this process has on some work: kept by renewing its lease, until it is closed or lost.
 *
 * <pre>
 * held ──> closed      the work is over, however it ended
 *   └────> lost        another run has taken the work over, or nobody has to go on with it
 * </pre>
 *
 * <p>Only the database's clock decides whether a lease has run out. So a renewal that fails, or comes late, loses
 * nothing by itself: the claim is lost when the database says that the work no longer belongs to this run. The
 * statements that matter name the run, and so notice a lost claim. This class only spares useless work.
 */
public final class Claim implements AutoCloseable {

    /** The longest time between two renewals. Reporting progress more often would be of no use to anyone. */
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(1);

    /** The number of renewals in a row that may fail before the lease runs out. */
    private static final int BEATS_PER_LEASE = 4;

    private final Renewal renewal;
    private final Supplier<Conflict> reason;
    private final Duration beat;
    private final Rounds heartbeat;
    private final CompletableFuture<Void> loss = new CompletableFuture<>();

    private volatile boolean closed;
    private volatile long renewedAt = System.nanoTime();

    /** Makes the lease begin anew in the database, and usually records there how far the work is. */
    @FunctionalInterface
    public interface Renewal {

        /**
         * Renews the lease.
         *
         * @return whether the work still is this run's
         */
        Uni<Boolean> renew();
    }

    /**
     * @param name of the heartbeat, for the log
     * @param lease how long the claim holds after each renewal
     * @param whenLost the message of the failure that whoever works on meets when the claim is lost
     */
    public Claim(String name, Duration lease, Renewal renewal, String whenLost) {
        this.renewal = renewal;
        this.reason = () -> new Conflict(ErrorCode.LEASE_LOST, whenLost);
        Duration part = lease.dividedBy(BEATS_PER_LEASE);
        this.beat = part.compareTo(LONGEST_BEAT) < 0 ? part : LONGEST_BEAT;
        this.heartbeat = new Rounds(name, beat, this::renew);
    }

    /** Starts renewing by a clock of its own, as one piece of the work can take longer than the lease. */
    public void startHeartbeat() {
        heartbeat.start();
    }

    /** Starts renewing after a delay: much work is over before. */
    public void startHeartbeatAfter(Duration delay) {
        heartbeat.startAfter(delay);
    }

    /** Renews now, and finds out whether the claim is lost. */
    public Uni<Void> renew() {
        return Uni.createFrom()
                .deferred(() -> {
                    renewedAt = System.nanoTime();
                    return renewal.renew();
                })
                .invoke(held -> {
                    // Work that is over no longer names a run.
                    if (!held && !closed) {
                        lose();
                    }
                })
                .replaceWithVoid();
    }

    /** Renews between two pieces of work, if the last time is long enough ago. Fails when the claim is lost. */
    public Uni<Void> renewIfDue() {
        return System.nanoTime() - renewedAt < beat.toNanos()
                ? Uni.createFrom().voidItem()
                : renew().invoke(this::requireHeld);
    }

    /** Marks the claim as lost: somebody else goes on with the work, or nobody has to. */
    public void lose() {
        heartbeat.stop();
        loss.completeExceptionally(reason.get());
    }

    public boolean isLost() {
        return loss.isDone();
    }

    /**
     * Makes sure that the claim holds as far as it is known here.
     *
     * @throws Conflict when the claim is lost
     */
    public void requireHeld() {
        if (isLost()) {
            throw reason.get();
        }
    }

    /** Carries work out until the claim is lost: then it is cancelled, and fails. */
    public <T> Uni<T> whileHeld(Uni<T> work) {
        return Uni.combine().any().of(Uni.createFrom().<T>emitter(this::failWhenLost), work);
    }

    private void failWhenLost(UniEmitter<?> emitter) {
        CompletableFuture<Void> unused = loss.whenComplete((ignored, lost) -> emitter.fail(lost));
    }

    public boolean isClosed() {
        return closed;
    }

    /** Ends the claim because the work is over: nothing is renewed any more, and nothing can be lost. */
    @Override
    public void close() {
        closed = true;
        heartbeat.stop();
    }
}
