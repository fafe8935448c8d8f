package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Job.Kind;
import io.smallrye.mutiny.Uni;

/** Does one kind of job. A feature whose work may become a job has a bean of this type; whoever runs jobs finds it by its kind. */
public interface JobHandler {

    Kind kind();

    /** Carries the job out, from where it stands. It fails for what may pass as well as for what is refused. */
    Uni<JobEnding> carryOut(RunningJob run);
}
