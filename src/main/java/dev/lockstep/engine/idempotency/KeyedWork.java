package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Tenant;
import dev.lockstep.engine.idempotency.KeyedOutcome.Fresh;
import dev.lockstep.engine.idempotency.KeyedOutcome.Replayed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something once for its key: looks first for what it has come to before, and looks again when it fails.
 *
 * <p>The second look is for the same request that has come twice at once. The other one may have been carried out since this
 * one looked for it: what stands in the way here is then what the other one has written, and its response is the right one.
 */
@ApplicationScoped
public class KeyedWork {

    private final Replays replays;

    KeyedWork(Replays replays) {
        this.replays = replays;
    }

    /**
     * Does what a request asks for. When it fails, the caller gets this failure, unless the other one was answered.
     *
     * @param key null for none: then it is done however often it comes
     * @param work keeps its response under the key
     */
    public <T> Uni<KeyedOutcome<T>> request(Tenant tenant, @Nullable IdempotencyKey key, Supplier<Uni<T>> work) {
        if (key == null) {
            return work.get().map(Fresh::new);
        }
        return replays.ofRequest(tenant, key)
                .chain(earlier -> earlier.isPresent()
                        ? replayed(earlier.get())
                        : orAsTheOther(work.get(), () -> replays.ofWrite(tenant, key)
                                .map(other -> other.filter(Replay.Answered.class::isInstance))));
    }

    /**
     * Does one of the many things that a request asks for, each under a key that is made of the request's. What comes of it is
     * told among the rest, so what its record says of a failure is told, too: it names the transaction.
     *
     * @param input what it is done with; its failure is not looked into, as nothing is written then
     */
    public <I, T> Uni<KeyedOutcome<T>> part(
            Tenant tenant, @Nullable IdempotencyKey key, Uni<I> input, Function<I, Uni<T>> work) {
        if (key == null) {
            return input.chain(work::apply).map(Fresh::new);
        }
        return replays.ofWrite(tenant, key)
                .chain(earlier -> earlier.isPresent()
                        ? replayed(earlier.get())
                        : input.chain(given -> orAsTheOther(work.apply(given), () -> replays.ofWrite(tenant, key))));
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
