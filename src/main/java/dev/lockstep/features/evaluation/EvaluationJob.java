package dev.lockstep.features.evaluation;

import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.jobs.JobEnding;
import dev.lockstep.engine.jobs.JobHandler;
import dev.lockstep.engine.jobs.JobStep;
import dev.lockstep.engine.jobs.RunningJob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Evaluates while nobody waits. It writes nothing, so an attempt that was interrupted begins anew. */
@ApplicationScoped
class EvaluationJob implements JobHandler {

    private final KeptRequests requests;
    private final EvaluationRules rules;
    private final Measuring measuring;
    private final EvaluationFormat format;

    EvaluationJob(KeptRequests requests, EvaluationRules rules, Measuring measuring, EvaluationFormat format) {
        this.requests = requests;
        this.rules = rules;
        this.measuring = measuring;
        this.format = format;
    }

    @Override
    public Kind kind() {
        return Kind.EVALUATION;
    }

    @Override
    public Uni<JobEnding> carryOut(RunningJob run) {
        Job job = run.job();
        return run.unlessCancelled(requests.of(job)
                        .chain(request -> measuring.of(job.caller(), rules.accept(request), new Metered(run))))
                .map(format::json)
                .map(JobEnding::succeeded);
    }

    /** Counts searches for whoever follows the job. */
    private record Metered(RunningJob run) implements EvaluationProgress {

        @Override
        public void begin(KnowledgeBase knowledgeBase, int searches) {
            run.requireInto(knowledgeBase.id());
            run.meter().enter(JobStep.EVALUATING);
            run.meter().set(0, (long) searches);
        }

        @Override
        public void searched() {
            run.meter().add(1);
        }
    }
}
