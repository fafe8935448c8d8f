package dev.lockstep.features.transactions;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader.Summary;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was answered to a request with an idempotency key, when it comes again. */
@ApplicationScoped
public class Replays {

    private final UnitOfWorkReader reader;

    Replays(UnitOfWorkReader reader) {
        this.reader = reader;
    }

    /** The response that was kept, or the failure from which it follows: one of the two. */
    public record Replay(
            @Nullable StoredResponse response, @Nullable Failure failure) {}

    /**
     * The outcome of an earlier request with this key; empty when there was none that stored anything.
     *
     * @throws Rejected when the earlier request was another one
     * @throws Conflict when it is still being carried out, or undone
     */
    public Uni<Optional<Replay>> find(Tenant tenant, IdempotencyKey key) {
        return reader.byKey(tenant, key.value()).map(found -> found.map(earlier -> replay(key, earlier)));
    }

    private static Replay replay(IdempotencyKey key, Summary earlier) {
        if (!key.requestHash().equals(earlier.requestHash())) {
            throw new Rejected(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "this Idempotency-Key was sent with another request before: every request needs a key of its own",
                    Map.of("transaction_id", earlier.id().toString()));
        }
        return switch (earlier.state()) {
            case STAGED, COMPENSATING -> throw inFlight(earlier);
            case COMMITTED, SETTLED -> new Replay(earlier.response(), null);
            case COMPENSATED, SWEPT, PARKED ->
                earlier.response() == null ? new Replay(null, failure(earlier)) : new Replay(earlier.response(), null);
        };
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
