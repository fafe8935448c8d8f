package dev.lockstep.features.documents;

import dev.lockstep.domain.Job;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.engine.jobs.JobStep;
import dev.lockstep.engine.jobs.RunningJob;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the document of a job from the spool. */
@ApplicationScoped
class DraftInput {

    private final JobInput input;
    private final DraftReader drafts;

    DraftInput(JobInput input, DraftReader drafts) {
        this.input = input;
        this.drafts = drafts;
    }

    Uni<DocumentDraft> of(RunningJob run, DocumentOrder order) {
        return input.of(run.job()).chain(file -> {
            run.meter().enter(JobStep.PARSING);
            run.meter().set(0, file.bytes());
            return read(run, order, file);
        });
    }

    private Uni<DocumentDraft> read(RunningJob run, DocumentOrder order, SpooledFile file) {
        if (order.upload() == null) {
            return drafts.kept(file).invoke(draft -> run.meter().add(file.bytes()));
        }
        Job job = run.job();
        PageMeter pages = new PageMeter(run.meter());
        return drafts.parse(job.caller().tenant(), job.knowledgeBaseName(), file, order.upload(), pages)
                .invoke(draft -> pages.end(file.bytes()));
    }
}
