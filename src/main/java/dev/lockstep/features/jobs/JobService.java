package dev.lockstep.features.jobs;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.State;
import dev.lockstep.domain.JobId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.engine.idempotency.Replays;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.engine.jobs.JobOrder;
import dev.lockstep.engine.jobs.JobQueue;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.engine.jobs.Rate;
import dev.lockstep.stores.catalog.jobs.Jobs;
import dev.lockstep.stores.catalog.jobs.Jobs.Line;
import dev.lockstep.stores.catalog.jobs.Jobs.NewJob;
import dev.lockstep.stores.catalog.jobs.Jobs.Which;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes work that nobody waits for, and tells how far it is. {@link JobRunner} does it. */
@ApplicationScoped
public class JobService implements JobQueue {

    private static final int LINES_AT_A_TIME = 500;

    /** How long a client that finds all places taken is asked to wait. */
    private static final int SECONDS_UNTIL_THERE_IS_ROOM = 10;

    private final Jobs jobs;
    private final KnowledgeBases knowledgeBases;
    private final Replays replays;
    private final JobInput input;
    private final JobRunner runner;
    private final JobSettings settings;

    JobService(
            Jobs jobs,
            KnowledgeBases knowledgeBases,
            Replays replays,
            JobInput input,
            JobRunner runner,
            JobSettings settings) {
        this.jobs = jobs;
        this.knowledgeBases = knowledgeBases;
        this.replays = replays;
        this.input = input;
        this.runner = runner;
        this.settings = settings;
    }

    @Override
    public Uni<Job> take(Caller caller, JobOrder order) {
        return knowledgeBases
                .require(caller, order.knowledgeBase())
                .chain(found -> jobs.add(job(caller, found, order), settings.maxQueued()))
                .chain(added -> added.isPresent()
                        ? Uni.createFrom().item(added.get()).invoke(runner::wake)
                        : input.discard(order.file()).chain(() -> earlier(caller, order.key())))
                .onFailure()
                .call(failure -> input.discard(order.file()));
    }

    private NewJob job(Caller caller, KnowledgeBase knowledgeBase, JobOrder order) {
        return new NewJob(
                JobId.next(),
                caller,
                knowledgeBase,
                order.kind(),
                order.parameters(),
                new Job.Input(input.spool(), order.file()),
                order.key());
    }

    private Uni<Job> earlier(Caller caller, @Nullable IdempotencyKey key) {
        return replays.job(caller, key).map(found -> found.orElseThrow(this::full));
    }

    private Overloaded full() {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                settings.maxQueued() + " jobs are waiting, and no more may (lockstep.jobs.max-queued): try again later",
                Map.of("max_queued", settings.maxQueued(), Again.RETRY_AFTER, SECONDS_UNTIL_THERE_IS_ROOM));
    }

    public Uni<Job> get(Caller caller, JobId id) {
        return jobs.byId(caller, id).map(found -> found.orElseThrow(() -> missing(id.toString())));
    }

    /**
     * Reads a page of the jobs, newest first.
     *
     * @param knowledgeBase the name of one; null for all
     * @param before the last job of the page before, or null for the first page
     */
    public Uni<List<Job>> page(
            Caller caller, @Nullable State state, @Nullable String knowledgeBase, @Nullable JobId before, int limit) {
        return knowledgeBase == null
                ? jobs.page(caller, state, null, before, limit)
                : knowledgeBases
                        .require(caller, knowledgeBase)
                        .chain(found -> jobs.page(caller, state, found.id(), before, limit));
    }

    /**
     * Asks a job to stop. A document that is being stored already is stored; the lines of a batch that were begun are
     * done. A job that is over stays as it is.
     */
    public Uni<Job> cancel(Caller caller, JobId id) {
        return get(caller, id)
                .chain(() -> jobs.cancel(caller, id))
                .chain(() -> get(caller, id))
                .invoke(runner::look)
                .invoke(runner::wake)
                .call(job -> job.state().isOver()
                        ? input.remove(job)
                        : Uni.createFrom().voidItem());
    }

    /**
     * Reports the job now and whenever it is worth telling, until it is over. It is read from its row, whichever
     * process does it.
     */
    public Multi<Job> follow(Caller caller, JobId id) {
        return Multi.createBy()
                .repeating()
                .uni(() -> get(caller, id))
                .withDelay(settings.eventInterval())
                .whilst(job -> !job.state().isOver());
    }

    /** Returns the first lines of a batch that failed, as JSON. */
    public Uni<List<String>> firstErrors(Job job) {
        return job.lines().failed() == 0
                ? Uni.createFrom().item(List.of())
                : jobs.lines(job.id(), Which.FAILED, 0, settings.maxErrorsShown())
                        .map(lines -> lines.stream().map(Line::result).toList());
    }

    /** Returns the results of the lines of a batch so far, as JSON, in their order. */
    public Multi<String> results(Job job) {
        return Multi.createBy()
                .repeating()
                .uni(Position::new, position -> jobs.lines(job.id(), Which.ALL, position.after, LINES_AT_A_TIME)
                        .invoke(position::moveTo))
                .whilst(page -> page.size() == LINES_AT_A_TIME)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page))
                .map(Line::result);
    }

    /** Estimates when a job will be over, if it goes on at its recent rate. */
    public static @Nullable Instant estimatedEnd(Job job) {
        Job.Progress progress = job.progress();
        return job.state().isOver()
                ? null
                : Rate.end(job.times().now(), progress.done(), progress.total(), progress.rate());
    }

    public static NotFound missing(String id) {
        return new NotFound(
                ErrorCode.JOB_NOT_FOUND,
                "there is no job '" + id + "': there never was, or it was over long ago (lockstep.jobs.retention)",
                Map.of("job_id", id));
    }

    private static final class Position {

        private long after;

        private void moveTo(List<Line> page) {
            after = page.isEmpty() ? after : page.get(page.size() - 1).number();
        }
    }
}
