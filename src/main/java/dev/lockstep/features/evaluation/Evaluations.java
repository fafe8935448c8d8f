package dev.lockstep.features.evaluation;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.engine.jobs.JobOrder;
import dev.lockstep.engine.jobs.JobQueue;
import dev.lockstep.features.search.Mode;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.resilience.Bulkhead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how well a knowledge base answers queries whose answers are known: at once, or by a job. */
@ApplicationScoped
public class Evaluations {

    private final EvaluationRules rules;
    private final Measuring measuring;
    private final KeptRequests requests;
    private final JobQueue jobs;
    private final EvaluationSettings settings;
    private final Bulkhead admission;

    Evaluations(
            EvaluationRules rules,
            Measuring measuring,
            KeptRequests requests,
            JobQueue jobs,
            EvaluationSettings settings) {
        this.rules = rules;
        this.measuring = measuring;
        this.requests = requests;
        this.jobs = jobs;
        this.settings = settings;
        this.admission = new Bulkhead("evaluations", settings.maxConcurrent(), settings.maxWaiting());
    }

    /** Evaluates while the client waits; within {@code lockstep.evaluations.timeout}. */
    public Uni<EvaluationResult> evaluate(Caller caller, EvaluationRequest request) {
        EvaluationPlan plan = rules.accept(request);
        return admission.admit(() -> CallerContext.resume(measuring
                .of(caller, plan, EvaluationProgress.UNTOLD)
                .ifNoItem()
                .after(settings.timeout())
                .failWith(this::tookTooLong)));
    }

    /** Tells whether a client should not have to wait for it, unless it wants to. */
    public boolean isLarge(EvaluationRequest request) {
        EvaluationPlan plan = rules.accept(request);
        int modes = plan.modes().isEmpty() ? Mode.values().length : plan.modes().size();
        return settings.largeRequest() > 0 && plan.queries().size() * modes > settings.largeRequest();
    }

    /** Makes a job of it. What is wrong with the request itself is reported at once. */
    public Uni<Job> later(Caller caller, EvaluationRequest request) {
        EvaluationPlan plan = rules.accept(request);
        return requests.keep(request)
                .chain(file ->
                        jobs.take(caller, new JobOrder(plan.knowledgeBase(), Kind.EVALUATION, "{}", file, null)));
    }

    private Unavailable tookTooLong() {
        return new Unavailable(
                ErrorCode.DEADLINE_EXCEEDED,
                "the evaluation took longer than " + settings.timeout()
                        + " (lockstep.evaluations.timeout): send it with 'Prefer: respond-async' and look at the job, or send"
                        + " fewer queries",
                null);
    }
}
