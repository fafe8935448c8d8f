package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A write that is done once, however often its job is begun.
 *
 * <p>It goes under an idempotency key that is made of the job, so its answer is stored by the same transaction that
 * makes it visible: whoever comes after a crash finds the answer, or finds that nothing was written. A unit of work
 * that was undone has used its key up, and the next attempt takes the next one. The keys have a space in them, which no
 * client's key has.
 */
@ApplicationScoped
public class OnceOnly {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** The most waits until recovery has undone what a process that died had staged: its lease must run out first. */
    private static final int MOST_WAITS = 60;

    private final Replays replays;

    OnceOnly(Replays replays) {
        this.replays = replays;
    }

    /** Returns the name of what a job writes. */
    public static String name(Job job) {
        return "job " + job.id();
    }

    /**
     * Returns the answer to a write, given now or earlier.
     *
     * @param name of the write, the same at every attempt
     * @param write under a key that is not used up
     */
    public Uni<StoredResponse> answer(Caller caller, String name, Function<IdempotencyKey, Uni<StoredResponse>> write) {
        return answer(caller, name, 1, write);
    }

    private Uni<StoredResponse> answer(
            Caller caller, String name, int attempt, Function<IdempotencyKey, Uni<StoredResponse>> write) {
        IdempotencyKey key = new IdempotencyKey(name + " " + attempt, name);
        return settled(caller, key)
                .chain(earlier -> earlier.isEmpty()
                        ? write.apply(key)
                        : again(earlier.get(), () -> answer(caller, name, attempt + 1, write)));
    }

    private static Uni<StoredResponse> again(Replay earlier, Supplier<Uni<StoredResponse>> next) {
        if (earlier instanceof Replay.Undone undone) {
            return undone.failure().code().again().by(Retrier.JOB)
                    ? next.get()
                    : Uni.createFrom().failure(new EarlierFailure(undone.failure()));
        }
        return Uni.createFrom().item(((Replay.Answered) earlier).response());
    }

    /** Returns the outcome of an attempt under this key, waiting while it is still in flight. */
    private Uni<Optional<Replay>> settled(Caller caller, IdempotencyKey key) {
        return Uni.createFrom()
                .deferred(() -> replays.ofWrite(caller, key))
                .onFailure(failure -> Again.of(failure).by(Retrier.SECOND_LOOK))
                .retry()
                .withBackOff(SHORTEST_WAIT, LONGEST_WAIT)
                .atMost(MOST_WAITS);
    }
}
