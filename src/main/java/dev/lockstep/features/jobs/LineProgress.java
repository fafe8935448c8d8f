package dev.lockstep.features.jobs;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.WriteProgress;

/** Tells a line whether it may still be stored. */
record LineProgress(JobRun run) implements WriteProgress {

    @Override
    public void storing(KnowledgeBaseId into) {
        DocumentProgress.requireSame(run.job(), into);
        run.requireHere();
    }
}
