package dev.lockstep.features.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Job.State;
import dev.lockstep.engine.jobs.JobEnding;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Reports what happens to jobs, in the log and in metrics. */
@Startup
@ApplicationScoped
class JobTelemetry {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.jobs");

    private final MeterRegistry metrics;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong running = new AtomicLong();

    JobTelemetry(MeterRegistry metrics) {
        this.metrics = metrics;
        metrics.gauge("lockstep.jobs.queued", queued);
        metrics.gauge("lockstep.jobs.running", running);
        // What nothing has been counted of is 0, not unknown.
        for (Kind kind : Kind.values()) {
            for (State state : State.values()) {
                if (state.isOver()) {
                    var unused = finished(kind, state);
                }
            }
        }
    }

    /** Reports the unfinished jobs of all processes. */
    void unfinished(Map<State, Long> counts) {
        queued.set(counts.getOrDefault(State.QUEUED, 0L));
        running.set(counts.getOrDefault(State.RUNNING, 0L) + counts.getOrDefault(State.CANCELLING, 0L));
    }

    void begun(Job job) {
        LOG.infof(
                "job %s (%s into %s) %s",
                job.id(),
                name(job.kind()),
                job.knowledgeBaseName(),
                job.attempts() > 1 || job.lines().next() > 1 ? "continues" : "begins");
    }

    void ended(Job job, JobEnding ending, Duration took) {
        finished(job.kind(), ending.state()).record(took);
        Failure problem = ending.problem();
        LOG.infof(
                "job %s %s after %d ms%s",
                job.id(),
                name(ending.state()),
                took.toMillis(),
                problem == null ? "" : ": " + problem.code().wireName() + ": " + problem.message());
    }

    private Timer finished(Kind kind, State state) {
        return Timer.builder("lockstep.jobs.finished")
                .description("From the beginning of the run that ended a job")
                .tag("kind", name(kind))
                .tag("state", name(state))
                .register(metrics);
    }

    void postponed(Job job, Failure failure) {
        LOG.warnf("job %s failed in attempt %d, and is tried again: %s", job.id(), job.attempts(), failure.message());
    }

    void left(Job job) {
        LOG.infof("job %s is over, or left to another process", job.id());
    }

    void endedByUpkeep(int jobs, Failure problem) {
        if (jobs > 0) {
            LOG.warnf("%d jobs failed: %s", jobs, problem.message());
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
