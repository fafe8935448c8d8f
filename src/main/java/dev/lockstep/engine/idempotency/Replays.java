package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.stores.catalog.jobs.Jobs;
import dev.lockstep.stores.catalog.jobs.Jobs.Keyed;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader.Summary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks an idempotency key up. Two things may hold it: the unit of work that carried the request out, and the job that
 * the request has become.
 */
@ApplicationScoped
public class Replays {

    private final UnitOfWorkReader unitsOfWork;
    private final Jobs jobs;

    Replays(UnitOfWorkReader unitsOfWork, Jobs jobs) {
        this.unitsOfWork = unitsOfWork;
        this.jobs = jobs;
    }

    /**
     * Returns the outcome of an earlier request with this key, whatever holds the key; empty when there was none that
     * stored anything.
     *
     * @throws Rejected when the earlier request was another one
     * @throws Conflict when it is still being carried out, or undone
     */
    Uni<Optional<Replay>> ofRequest(Caller caller, IdempotencyKey key) {
        return ofWrite(caller, key)
                .chain(written -> written.isPresent()
                        ? Uni.createFrom().item(written)
                        : job(caller, key).map(found -> found.map(Replay.BecameJob::new)));
    }

    /** Returns the outcome of an earlier write that never becomes a job of its own, such as a line of a batch. */
    Uni<Optional<Replay>> ofWrite(Caller caller, IdempotencyKey key) {
        return unitsOfWork.byKey(caller, key.value()).map(found -> found.map(earlier -> replay(key, earlier)));
    }

    /**
     * Returns the job that an earlier request with this key has become.
     *
     * @param key null when the client gave none
     * @throws Rejected when that was another request
     */
    public Uni<Optional<Job>> job(Caller caller, @Nullable IdempotencyKey key) {
        return key == null
                ? Uni.createFrom().item(Optional.empty())
                : jobs.byKey(caller, key.value()).map(found -> found.map(earlier -> job(key, earlier)));
    }

    private static Job job(IdempotencyKey key, Keyed earlier) {
        requireSame(key, earlier.requestHash(), "job_id", earlier.job().id());
        return earlier.job();
    }

    private static Replay replay(IdempotencyKey key, Summary earlier) {
        requireSame(key, earlier.requestHash(), "transaction_id", earlier.id());
        StoredResponse response = earlier.response();
        return switch (earlier.state()) {
            case STAGED, COMPENSATING -> throw inFlight(earlier);
            case COMMITTED, SETTLED ->
                new Replay.Answered(Objects.requireNonNull(response, "what has a key keeps its response"));
            case COMPENSATED, SWEPT, PARKED ->
                response == null ? new Replay.Undone(failure(earlier)) : new Replay.Answered(response);
        };
    }

    private static void requireSame(IdempotencyKey key, @Nullable String requestHash, String holder, Object id) {
        if (!key.requestHash().equals(requestHash)) {
            throw new Rejected(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "this Idempotency-Key was sent with another request before: every request needs a key of its own",
                    Map.of(holder, id.toString()));
        }
    }

    private static Conflict inFlight(Summary earlier) {
        return new Conflict(
                ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                "a request with this Idempotency-Key is being carried out: send it again later to get its response",
                Map.of("transaction_id", earlier.id().toString()));
    }

    private static Failure failure(Summary earlier) {
        Failure error = earlier.error();
        if (error == null) {
            return new Failure(
                    ErrorCode.TRANSACTION_INTERRUPTED,
                    "it was interrupted, and nothing of it is visible",
                    Map.of("transaction_id", earlier.id().toString()));
        }
        Map<String, Object> facts = new HashMap<>(error.facts());
        facts.put("transaction_id", earlier.id().toString());
        return new Failure(error.code(), error.message(), facts);
    }
}
