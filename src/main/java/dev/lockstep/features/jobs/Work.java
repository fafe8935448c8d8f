package dev.lockstep.features.jobs;

import io.smallrye.mutiny.Uni;

/** What a kind of job does. */
interface Work {

    /** Goes on from where the job is. Fails for what may pass as well as for what is refused. */
    Uni<Ending> carryOut(JobRun run);
}
