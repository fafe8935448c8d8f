package dev.lockstep.features.batch;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Write;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.engine.idempotency.KeyedOutcome;
import dev.lockstep.engine.idempotency.KeyedOutcome.Fresh;
import dev.lockstep.engine.idempotency.KeyedOutcome.Replayed;
import dev.lockstep.engine.idempotency.KeyedWork;
import dev.lockstep.engine.idempotency.Replay;
import dev.lockstep.features.documents.DocumentFormat;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores one of many documents: each is a unit of work of its own, and what goes wrong with one is its own outcome. */
@ApplicationScoped
public class Insertions {

    private static final Logger LOG = Logger.getLogger(Insertions.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Ingestion ingestion;
    private final KeyedWork keyed;
    private final DocumentFormat format;
    private final BatchSettings settings;

    Insertions(Ingestion ingestion, KeyedWork keyed, DocumentFormat format, BatchSettings settings) {
        this.ingestion = ingestion;
        this.keyed = keyed;
        this.format = format;
        this.settings = settings;
    }

    /**
     * Stores a document, waiting while the service is busy.
     *
     * @param document what to store; its failure is an outcome too
     * @param key null for none
     */
    public Uni<InsertionOutcome> insert(
            Caller caller, String knowledgeBase, Uni<DocumentInsertion> document, @Nullable IdempotencyKey key) {
        return keyed.part(
                        caller,
                        key,
                        document,
                        insertion -> patiently(
                                format.write(caller, knowledgeBase, key, WriteProgress.NONE), knowledgeBase, insertion))
                .map(Insertions::outcome)
                .onFailure()
                .recoverWithItem(Insertions::failed);
    }

    private static InsertionOutcome outcome(KeyedOutcome<DocumentReceipt> done) {
        if (done instanceof Fresh<DocumentReceipt> fresh) {
            return new InsertionOutcome.Done(fresh.result());
        }
        Replay replay = ((Replayed<DocumentReceipt>) done).replay();
        return replay instanceof Replay.Undone undone
                ? new InsertionOutcome.Failed(undone.failure())
                : new InsertionOutcome.Replayed(((Replay.Answered) replay).response());
    }

    /**
     * Stores a document, and waits rather than fails when the service is busy: a batch causes the load that it meets.
     */
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

    private static Uni<Void> after(Duration pause) {
        return CallerContext.resume(
                Uni.createFrom().voidItem().onItem().delayIt().by(pause));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static InsertionOutcome failed(Throwable failure) {
        if (failure instanceof KnowledgeException) {
            return new InsertionOutcome.Failed(Failure.of(failure));
        }
        LOG.error("storing one of many documents failed", failure);
        return new InsertionOutcome.Failed(
                new Failure(ErrorCode.INTERNAL_ERROR, "something went wrong here; the log says more", Map.of()));
    }
}
