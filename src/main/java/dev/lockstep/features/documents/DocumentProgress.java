package dev.lockstep.features.documents;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.engine.jobs.JobStep;
import dev.lockstep.engine.jobs.RunningJob;

/** Tells a run how far its document is, and decides whether the document may still be stored. */
record DocumentProgress(RunningJob run) implements WriteProgress {

    @Override
    public void chunking() {
        run.meter().enter(JobStep.CHUNKING);
    }

    @Override
    public void embedding(int known, int chunks) {
        run.meter().enter(JobStep.EMBEDDING);
        run.meter().set(known, (long) chunks);
    }

    @Override
    public void embedded(int more) {
        run.meter().add(more);
    }

    @Override
    public void storing(KnowledgeBaseId into) {
        run.requireInto(into);
        run.store();
        run.meter().enter(JobStep.STORING);
    }
}
