package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Job;
import io.smallrye.mutiny.Uni;

/** The queue in which features leave work that nobody waits for. */
public interface JobQueue {

    /**
     * Takes an order and its file, whether or not it becomes a job. The same order again gives the job that it has
     * become.
     */
    Uni<Job> take(Caller caller, JobOrder order);
}
