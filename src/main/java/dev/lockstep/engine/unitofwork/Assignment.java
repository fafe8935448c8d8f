package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.Write;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order for a unit of work: its steps and how to carry them out.
 *
 * @param steps asked for once; the slow part of making them (embedding) is done in there
 * @param options null for those of the configuration, which begin when the steps are ready
 */
public record Assignment(
        Caller caller,
        Supplier<Uni<List<Step>>> steps,
        @Nullable Options options,
        @Nullable Reply reply) {

    /**
     * The reply that the caller will get, kept in the record by the transaction that makes it true.
     *
     * @param key null when the response is kept for those who ask after the transaction, and the request had no key
     * @param response null where the record itself says enough
     */
    public record Reply(@Nullable IdempotencyKey key, Function<TransactionResult, @Nullable StoredResponse> response) {}

    /** Tells whether the steps are there already: then nothing needs to watch over their preparation. */
    boolean isReady() {
        return options == null;
    }

    /** Creates an assignment from steps that are ready. */
    public static Assignment of(Caller caller, List<Step> steps) {
        return new Assignment(caller, () -> Uni.createFrom().item(steps), null, null);
    }

    /**
     * Creates an assignment for a write that is carried out once for its key.
     *
     * @param receipt what the write gives back, asked for when its steps have been committed
     */
    public static <R> Assignment of(Write<R> write, List<Step> steps, Supplier<R> receipt) {
        Write.Once<R> once = write.once();
        if (once == null) {
            return of(write.caller(), steps);
        }
        Reply reply = new Reply(
                once.key(),
                result -> result.state().isCommitted() ? once.answer().apply(receipt.get()) : null);
        return new Assignment(write.caller(), () -> Uni.createFrom().item(steps), null, reply);
    }
}
