package dev.lockstep.features.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.WriteProgress;
import java.util.Map;

/** Tells a run how far its document is, and the document whether it may still be stored. */
record DocumentProgress(JobRun run) implements WriteProgress {

    @Override
    public void chunking() {
        run.meter().enter(Step.CHUNKING);
    }

    @Override
    public void embedding(int known, int chunks) {
        run.meter().enter(Step.EMBEDDING);
        run.meter().set(known, (long) chunks);
    }

    @Override
    public void embedded(int more) {
        run.meter().add(more);
    }

    @Override
    public void storing(KnowledgeBaseId into) {
        requireSame(run.job(), into);
        run.store();
        run.meter().enter(Step.STORING);
    }

    /** Another one may have the name by now. */
    static void requireSame(Job job, KnowledgeBaseId into) {
        if (!into.equals(job.knowledgeBase())) {
            throw new NotFound(
                    ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                    "knowledge base '" + job.knowledgeBaseName() + "' was deleted before the job was done",
                    Map.of("knowledge_base", job.knowledgeBaseName()));
        }
    }
}
