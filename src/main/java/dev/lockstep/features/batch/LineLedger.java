package dev.lockstep.features.batch;

import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Fate;
import dev.lockstep.engine.idempotency.EarlierFailure;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.engine.jobs.RunningJob;
import dev.lockstep.features.documents.KeptJson;
import dev.lockstep.stores.catalog.jobs.JobClaims.Counted;
import dev.lockstep.stores.catalog.jobs.JobClaims.Luck;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The account of one run through a batch, entered line by line in their order, and written down a few lines at a time.
 * Lines that are not written down when the process dies are entered again: they are not done again, as they have their
 * keys.
 */
final class LineLedger {

    private static final int MOST_UNWRITTEN = 32;
    private static final long LONGEST_UNWRITTEN = TimeUnit.MILLISECONDS.toNanos(500);

    /** The failures that end the run, as the lines that follow would fail as well. */
    private static final Set<ErrorCode> ENDS = Set.of(ErrorCode.KNOWLEDGE_BASE_NOT_FOUND, ErrorCode.JOB_CANCELLED);

    private final RunningJob run;
    private final LineResults results;
    private final JobSettings settings;

    private Job.Lines lines;
    private List<Counted> unwritten = new ArrayList<>();
    private long written = System.nanoTime();
    private Luck luck = Luck.NONE_YET;

    LineLedger(RunningJob run, LineResults results, JobSettings settings) {
        this.run = run;
        this.results = results;
        this.settings = settings;
        this.lines = run.job().lines();
    }

    /** Enters the result of a line. It fails with what ends the run; the lines before are written down then. */
    Uni<Void> enter(LineResult result) {
        if (result.outcome() instanceof InsertionOutcome.Failed failed && ends(failed.failure())) {
            return write().chain(() -> Uni.createFrom().failure(new EarlierFailure(failed.failure())));
        }
        count(result);
        boolean due = unwritten.size() >= MOST_UNWRITTEN || System.nanoTime() - written > LONGEST_UNWRITTEN;
        return due ? write() : Uni.createFrom().voidItem();
    }

    /** Writes down the rest. */
    Uni<Job.Lines> close() {
        return write().replaceWith(() -> lines);
    }

    /**
     * Tells whether a failure ends the run. One that may pass is waited for, until it has happened too often in a row:
     * then it is this line's own failure.
     */
    private boolean ends(Failure failure) {
        boolean lastAttempt = run.attempts() >= settings.maxAttempts();
        return ENDS.contains(failure.code()) || (failure.code().again().by(Retrier.JOB) && !lastAttempt);
    }

    private void count(LineResult result) {
        boolean failed = result.outcome() instanceof InsertionOutcome.Failed;
        if (!failed) {
            luck = Luck.SOME;
            run.progressed();
        }
        if (lines.counted() < settings.maxResultsKept()) {
            unwritten.add(
                    new Counted(result.line(), failed, results.of(run.job().knowledgeBaseName(), result)));
        }
        lines = lines.with(result.line(), fate(result.outcome()));
        run.meter().add(1);
    }

    private static Fate fate(InsertionOutcome outcome) {
        if (outcome instanceof InsertionOutcome.Done done) {
            return fate(done.receipt().change().name());
        }
        return outcome instanceof InsertionOutcome.Replayed replayed
                ? fate(String.valueOf(KeptJson.text(replayed.response().body(), "change")))
                : Fate.FAILED;
    }

    private static Fate fate(String change) {
        return Fate.valueOf(change.toUpperCase(Locale.ROOT));
    }

    private Uni<Void> write() {
        List<Counted> now = unwritten;
        unwritten = new ArrayList<>();
        written = System.nanoTime();
        return run.count(lines, now, luck);
    }
}
