package dev.lockstep.unitofwork;

import dev.lockstep.catalog.Buffering;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Carries out units of work. Start reading at {@link #run}. */
@ApplicationScoped
public class UnitsOfWork {

    private final Admission admission;
    private final Staging staging;
    private final Commit commit;
    private final Undo undo;
    private final Settling settling;
    private final Journal journal;

    UnitsOfWork(Admission admission, Staging staging, Commit commit, Undo undo, Settling settling, Journal journal) {
        this.admission = admission;
        this.staging = staging;
        this.commit = commit;
        this.undo = undo;
        this.settling = settling;
        this.journal = journal;
    }

    /**
     * Carries out the steps, all or none. Begun work finishes even if the caller stops waiting.
     *
     * @return the outcome, once everything is visible
     * @throws KnowledgeException with the cause, after everything was undone or is being undone; with
     *     {@link ErrorCode#OUTCOME_UNKNOWN} when PostgreSQL went away during the commit
     */
    public Uni<Outcome> execute(Tenant tenant, List<Step> steps) {
        return admission.admit(() -> run(staging.prepare(tenant, steps)));
    }

    private Uni<Outcome> run(UnitOfWork work) {
        return staging.stage(work)
                .chain(() -> apply(work))
                .chain(buffering -> commit.commit(work, buffering))
                .onFailure(UnitsOfWork::mayBeUndone)
                .call(cause -> undo.afterFailure(work, cause))
                .invoke(() -> publish(work))
                .map(results -> new Outcome(work.id(), work.elapsed(), results))
                .invoke(outcome -> journal.committed(outcome, work));
    }

    /** No connection is held here: a slow vector store must not drain the pool. */
    private static Uni<Buffering> apply(UnitOfWork work) {
        return InTurn.each(work.steps(), step -> step.apply(work.deadline()))
                .map(all -> all.contains(Buffering.BUFFERED) ? Buffering.BUFFERED : Buffering.NOT_NEEDED);
    }

    private static boolean mayBeUndone(Throwable failure) {
        return !(failure instanceof KnowledgeException known && known.code() == ErrorCode.OUTCOME_UNKNOWN);
    }

    private void publish(UnitOfWork work) {
        work.steps().forEach(Step::publish);
        settling.submit(work);
    }
}
