package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Generation;
import dev.lockstep.platform.reactive.Rounds;
import dev.lockstep.stores.catalog.knowledgebases.GenerationClaims;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attempt to build a generation: its claim, kept and told about by a clock of its own, as one document can take long.
 *
 * <p>Whoever has lost the claim is found out by the statements that matter, which name the run. Looking here spares work.
 */
final class BuildRun implements AutoCloseable {

    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final GenerationClaims claims;
    private final Generation generation;
    private final int servingNumber;
    private final UUID id;
    private final Duration lease;
    private final Rounds telling;
    private final AtomicLong built = new AtomicLong();

    private volatile Phase phase = Phase.COLLECTION;
    private volatile boolean lost;
    private volatile int rounds;

    /** What is being done, as people are told. */
    enum Phase {
        COLLECTION,
        DOCUMENTS,
        VERIFYING,
        SWITCHING
    }

    /** @param serving the generation that serves until the switch */
    BuildRun(GenerationClaims claims, UUID id, Generation generation, Generation serving, Duration lease) {
        this.claims = claims;
        this.id = id;
        this.generation = generation;
        this.servingNumber = serving.number();
        this.lease = lease;
        Duration quarter = lease.dividedBy(4);
        this.telling =
                new Rounds("reembed claim", quarter.compareTo(TELL_EVERY) < 0 ? quarter : TELL_EVERY, this::tell);
    }

    void begin() {
        telling.start();
    }

    @Override
    public void close() {
        telling.stop();
    }

    UUID id() {
        return id;
    }

    Generation generation() {
        return generation;
    }

    int servingNumber() {
        return servingNumber;
    }

    /** Told at once: some phases are over soon. */
    Uni<Void> enter(Phase next) {
        phase = next;
        return tell().chain(this::requireOurs);
    }

    /** Which walk through the documents this is, from 1. */
    int nextRound() {
        return ++rounds;
    }

    void builtOne() {
        built.incrementAndGet();
    }

    /** Fails when the building was cancelled or is someone else's by now. */
    Uni<Void> requireOurs() {
        return lost
                ? Uni.createFrom()
                        .failure(new Conflict(
                                ErrorCode.LEASE_LOST,
                                "the building was cancelled, or another process has taken it over"))
                : Uni.createFrom().voidItem();
    }

    /** Writes down how far it is. */
    Uni<Void> tell() {
        long more = built.getAndSet(0);
        return claims.renew(id, lease, phase.name(), more)
                .onFailure()
                .invoke(failure -> built.addAndGet(more))
                .invoke(ours -> lost = lost || !ours)
                .replaceWithVoid();
    }
}
