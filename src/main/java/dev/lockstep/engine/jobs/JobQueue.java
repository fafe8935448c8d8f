package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Job;
import dev.lockstep.domain.Tenant;
import io.smallrye.mutiny.Uni;

/** Where features leave work that nobody waits for. */
public interface JobQueue {

    /**
     * Takes an order, and with it its file: whether or not it becomes a job. The same one again gives the job that it has
     * become.
     */
    Uni<Job> take(Tenant tenant, JobOrder order);
}
