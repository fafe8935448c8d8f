package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.NotFound;
import dev.lockstep.stores.catalog.jobs.JobClaims.Counted;
import dev.lockstep.stores.catalog.jobs.JobClaims.Luck;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** One attempt at a job, as its {@link JobHandler} sees it: what it is to do, how far it is, and whether it may go on. */
public interface RunningJob {

    /** Returns the job as it was when this attempt began. */
    Job job();

    Meter meter();

    /** Returns how often the job was begun since anything was stored. */
    int attempts();

    /** Notes that something was stored in this run: what fails now fails for the first time. */
    void progressed();

    /** Tells whether the job was asked to stop. */
    boolean cancelled();

    /** Carries work out until the job is asked to stop: then nothing of it is stored. */
    <T> Uni<T> unlessCancelled(Uni<T> work);

    /**
     * Begins to store: from here on it is too late to stop.
     *
     * @throws Conflict when it was stopped before
     */
    void store();

    /** Notes that an attempt to write was undone: the job may be stopped again before the next one. */
    void notStored();

    /**
     * Makes sure that the job still is this attempt's.
     *
     * @throws Conflict when the job is over, or somebody else's
     */
    void requireHere();

    /**
     * Makes sure that a write goes into the job's knowledge base.
     *
     * @throws NotFound when the knowledge base is another one than the job's: another one may have the name by now
     */
    default void requireInto(KnowledgeBaseId into) {
        if (!into.equals(job().knowledgeBase())) {
            String name = job().knowledgeBaseName();
            throw new NotFound(
                    ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                    "knowledge base '" + name + "' was deleted before the job was done",
                    Map.of("knowledge_base", name));
        }
    }

    /**
     * Records the outcomes of lines of a batch.
     *
     * @param lines the sums over all that were counted so far
     * @return fails when the job is over, or somebody else's: then nothing was written down
     */
    Uni<Void> count(Job.Lines lines, List<Counted> counted, Luck luck);
}
