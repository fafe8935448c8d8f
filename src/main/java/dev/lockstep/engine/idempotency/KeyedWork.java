package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.engine.idempotency.KeyedOutcome.Fresh;
import dev.lockstep.engine.idempotency.KeyedOutcome.Replayed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does work once for its key: looks first whether it was done before, and looks again when it fails.
 *
 * <p>The second look is for the same request that has come twice at once. The other one may have been carried out since
 * this one looked for it: this one then fails because of what the other one has written, and the other one's response
 * is the right one.
 */
@ApplicationScoped
public class KeyedWork {

    private final Replays replays;

    KeyedWork(Replays replays) {
        this.replays = replays;
    }

    /**
     * Does what a request asks for. When it fails, the caller gets this failure, unless the same request was answered
     * elsewhere.
     *
     * @param key null for none: then it is done however often it comes
     * @param work keeps its response under the key
     */
    public <T> Uni<KeyedOutcome<T>> request(Caller caller, @Nullable IdempotencyKey key, Supplier<Uni<T>> work) {
        if (key == null) {
            return work.get().map(Fresh::new);
        }
        return replays.ofRequest(caller, key)
                .chain(earlier -> earlier.isPresent()
                        ? replayed(earlier.get())
                        : orAsTheOther(work.get(), () -> replays.ofWrite(caller, key)
                                .map(other -> other.filter(Replay.Answered.class::isInstance))));
    }

    /**
     * Does one of the many things that a request asks for, each under a key that is made of the request's. Its outcome
     * is reported among the others, so a failure in its record is reported too: that names the transaction.
     *
     * @param input what it is done with; its failure is not looked into, as nothing is written then
     */
    public <I, T> Uni<KeyedOutcome<T>> part(
            Caller caller, @Nullable IdempotencyKey key, Uni<I> input, Function<I, Uni<T>> work) {
        if (key == null) {
            return input.chain(work::apply).map(Fresh::new);
        }
        return replays.ofWrite(caller, key)
                .chain(earlier -> earlier.isPresent()
                        ? replayed(earlier.get())
                        : input.chain(given -> orAsTheOther(work.apply(given), () -> replays.ofWrite(caller, key))));
    }

    private static <T> Uni<KeyedOutcome<T>> orAsTheOther(Uni<T> work, Supplier<Uni<Optional<Replay>>> other) {
        return work.<KeyedOutcome<T>>map(Fresh::new)
                .onFailure(KnowledgeException.class)
                .recoverWithUni(failure -> other.get()
                        .onFailure()
                        .recoverWithItem(Optional.empty())
                        .chain(found -> found.isPresent()
                                ? KeyedWork.<T>replayed(found.get())
                                : Uni.createFrom().failure(failure)));
    }

    private static <T> Uni<KeyedOutcome<T>> replayed(Replay replay) {
        return Uni.createFrom().item(new Replayed<>(replay));
    }
}
