package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Generation;
import dev.lockstep.engine.claims.Claim;
import dev.lockstep.stores.catalog.knowledgebases.GenerationClaims;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attempt to build a generation: its claim, which is renewed and reported by a clock of its own, as one document
 * can take long.
 */
final class BuildRun implements AutoCloseable {

    private final GenerationClaims claims;
    private final Generation generation;
    private final int servingNumber;
    private final UUID id;
    private final Duration lease;
    private final Claim claim;
    private final AtomicLong built = new AtomicLong();

    private volatile Phase phase = Phase.COLLECTION;
    private final AtomicInteger rounds = new AtomicInteger();

    /** The phase of the building, as clients are told. */
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
        this.claim = new Claim(
                "reembed claim", lease, this::tell, "the building was cancelled, or another process has taken it over");
    }

    void begin() {
        claim.startHeartbeat();
    }

    @Override
    public void close() {
        claim.close();
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

    /** Enters a phase, and records it at once: some phases are over soon. */
    Uni<Void> enter(Phase next) {
        phase = next;
        return claim.renew().chain(this::requireOurs);
    }

    /** Begins another walk through the documents, and returns its number, from 1. */
    int nextRound() {
        return rounds.incrementAndGet();
    }

    void builtOne() {
        built.incrementAndGet();
    }

    /** Fails when the building was cancelled or is someone else's by now. */
    Uni<Void> requireOurs() {
        return Uni.createFrom().voidItem().invoke(claim::requireHeld);
    }

    /** Records how far the building is. */
    private Uni<Boolean> tell() {
        long more = built.getAndSet(0);
        return claims.renew(id, lease, phase.name(), more).onFailure().invoke(failure -> built.addAndGet(more));
    }
}
