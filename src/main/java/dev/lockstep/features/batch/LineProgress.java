package dev.lockstep.features.batch;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.engine.jobs.RunningJob;

/** Tells a line whether it may still be stored. */
record LineProgress(RunningJob run) implements WriteProgress {

    @Override
    public void storing(KnowledgeBaseId into) {
        run.requireInto(into);
        run.requireHere();
    }
}
