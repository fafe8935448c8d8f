package dev.lockstep.features.batch;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.features.transactions.Replays;
import dev.lockstep.features.transactions.Replays.Replay;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores one of many documents: each is a unit of work of its own, and what goes wrong with one is its own outcome. */
@ApplicationScoped
public class Insertions {

    private static final Logger LOG = Logger.getLogger(Insertions.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Ingestion ingestion;
    private final Replays replays;
    private final DocumentFormat format;
    private final BatchSettings settings;

    Insertions(Ingestion ingestion, Replays replays, DocumentFormat format, BatchSettings settings) {
        this.ingestion = ingestion;
        this.replays = replays;
        this.format = format;
        this.settings = settings;
    }

    /**
     * Stores it, waiting while the service is busy.
     *
     * @param document what to store; its failure is an outcome too
     * @param key null for none
     */
    public Uni<Outcome> insert(
            Tenant tenant, String knowledgeBase, Uni<DocumentInsertion> document, @Nullable IdempotencyKey key) {
        return earlier(tenant, key)
                .chain(earlier -> earlier.map(known -> Uni.createFrom().item(known))
                        .orElseGet(() -> document.chain(insertion -> insert(tenant, knowledgeBase, insertion, key))))
                .onFailure()
                .recoverWithItem(Insertions::failed);
    }

    private Uni<Optional<Outcome>> earlier(Tenant tenant, @Nullable IdempotencyKey key) {
        return key == null
                ? Uni.createFrom().item(Optional.empty())
                : replays.find(tenant, key).map(found -> found.map(Insertions::replayed));
    }

    private static Outcome replayed(Replay replay) {
        return replay.failure() != null
                ? new Outcome.Failed(replay.failure())
                : new Outcome.Replayed(Objects.requireNonNull(replay.response()));
    }

    private Uni<Outcome> insert(
            Tenant tenant, String knowledgeBase, DocumentInsertion insertion, @Nullable IdempotencyKey key) {
        return patiently(write(tenant, knowledgeBase, key), knowledgeBase, insertion)
                .<Outcome>map(Outcome.Done::new)
                .onFailure(failure -> key != null && failure instanceof KnowledgeException)
                .recoverWithUni(failure -> asTheOther(tenant, key, failure));
    }

    /** A batch brings the load that it meets, so it waits rather than fails. */
    public Uni<DocumentReceipt> patiently(
            Write<DocumentReceipt> write, String knowledgeBase, DocumentInsertion insertion) {
        long end = System.nanoTime() + settings.patience().toNanos();
        return patiently(write, knowledgeBase, insertion, FIRST_PAUSE, end);
    }

    private Uni<DocumentReceipt> patiently(
            Write<DocumentReceipt> write, String knowledgeBase, DocumentInsertion insertion, Duration pause, long end) {
        return ingestion
                .insert(write, knowledgeBase, insertion)
                .onFailure(failure -> Again.of(failure).by(Retrier.BULK_WORK) && System.nanoTime() < end)
                .recoverWithUni(
                        () -> after(pause).chain(() -> patiently(write, knowledgeBase, insertion, longer(pause), end)));
    }

    /** The same line may be under way elsewhere too, and have been carried out since this one looked for it. */
    private Uni<Outcome> asTheOther(Tenant tenant, @Nullable IdempotencyKey key, Throwable failure) {
        return earlier(tenant, key)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(other -> other.map(known -> Uni.createFrom().item(known))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    private Write<DocumentReceipt> write(Tenant tenant, String knowledgeBase, @Nullable IdempotencyKey key) {
        return key == null
                ? Write.by(tenant)
                : new Write<>(tenant, new Write.Once<>(key, receipt -> format.answer(knowledgeBase, receipt)));
    }

    private static Uni<Void> after(Duration pause) {
        return CallerContext.resume(
                Uni.createFrom().voidItem().onItem().delayIt().by(pause));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static Outcome failed(Throwable failure) {
        if (failure instanceof KnowledgeException) {
            return new Outcome.Failed(Failure.of(failure));
        }
        LOG.error("a document of many has failed", failure);
        return new Outcome.Failed(
                new Failure(ErrorCode.INTERNAL_ERROR, "something went wrong here; the log says more", Map.of()));
    }
}
