package dev.lockstep.features.transactions;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.StepReport;
import dev.lockstep.domain.StepReport.Status;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.Transition;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.catalog.unitofwork.TransitionNotices;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader.StepSummary;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkReader.Summary;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells what happened to transactions and to all other units of work. */
@ApplicationScoped
public class TransactionHistory {

    private final UnitOfWorkReader reader;
    private final UnitOfWorkLog log;
    private final KnowledgeBases knowledgeBases;
    private final TransitionNotices notices;

    TransactionHistory(
            UnitOfWorkReader reader, UnitOfWorkLog log, KnowledgeBases knowledgeBases, TransitionNotices notices) {
        this.reader = reader;
        this.log = log;
        this.knowledgeBases = knowledgeBases;
        this.notices = notices;
    }

    /**
     * A unit of work as it is now.
     *
     * @param createdBy the name of its caller
     * @param response what its caller was told, where that is kept: it knows what only the commit knew
     */
    public record Entry(
            TransactionResult result,
            String createdBy,
            Instant createdAt,
            @Nullable StoredResponse response) {}

    public Uni<Entry> get(Caller caller, UnitOfWorkId id) {
        return reader.byId(caller, id)
                .map(found -> found.map(TransactionHistory::entry).orElseThrow(() -> missing(id)));
    }

    /**
     * Reads a page of the units of work, newest first.
     *
     * @param status as callers are told it; null for any
     * @param knowledgeBase the name of one that must be touched; null for any
     */
    public Uni<List<Entry>> page(
            Caller caller,
            @Nullable String status,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String knowledgeBase,
            @Nullable UnitOfWorkId before,
            int limit) {
        List<UnitOfWorkState> states = status == null
                ? null
                : Arrays.stream(UnitOfWorkState.values())
                        .filter(state -> state.status().equals(status))
                        .toList();
        Uni<UnitOfWorkReader.Query> query = knowledgeBase == null
                ? Uni.createFrom().item(new UnitOfWorkReader.Query(states, since, until, null))
                : knowledgeBases
                        .require(caller, knowledgeBase)
                        .map(found -> new UnitOfWorkReader.Query(states, since, until, found.id()));
        return query.chain(asked -> reader.page(caller, asked, before, limit))
                .map(found -> found.stream().map(TransactionHistory::entry).toList());
    }

    /** Makes recovery try again at once to undo a parked unit of work. */
    public Uni<Entry> retry(Caller caller, UnitOfWorkId id) {
        return log.unpark(caller, id).chain(unparked -> get(caller, id).invoke(entry -> {
            if (!unparked) {
                throw new Conflict(
                        ErrorCode.TRANSACTION_NOT_PARKED,
                        "only a transaction that is 'failed' can be tried again; this one is '"
                                + entry.result().state().status() + "'",
                        Map.of("transaction_status", entry.result().state().status()));
            }
        }));
    }

    /** Returns the transitions of all processes that are there for the caller, from now on. */
    public Multi<Transition> transitions(Caller caller) {
        String ownOnly = caller.ownOnly();
        return notices.received()
                .filter(notice -> notice.tenant().equals(caller.tenant())
                        && (ownOnly == null || ownOnly.equals(notice.createdBy())))
                .map(TransitionNotices.Notice::transition);
    }

    private static NotFound missing(UnitOfWorkId id) {
        return new NotFound(
                ErrorCode.TRANSACTION_NOT_FOUND,
                "there is no transaction " + id + ": nothing was stored under this id, or its record has expired",
                Map.of("transaction_id", id.toString()));
    }

    private static Entry entry(Summary summary) {
        return new Entry(result(summary), summary.createdBy(), summary.createdAt(), summary.response());
    }

    static TransactionResult result(Summary summary) {
        Instant end = Objects.requireNonNullElseGet(summary.endedAt(), Instant::now);
        List<Integer> lastFirst = summary.state().isUndone()
                ? IntStream.range(0, summary.steps().size())
                        .map(i -> summary.steps().size() - 1 - i)
                        .boxed()
                        .toList()
                : List.of();
        return new TransactionResult(
                summary.id(),
                summary.state(),
                Duration.between(summary.createdAt(), end),
                summary.steps().stream().map(step -> report(summary, step)).toList(),
                lastFirst,
                summary.error());
    }

    private static StepReport report(Summary summary, StepSummary found) {
        StepRecord step = found.step();
        JsonObject shown = step.target().getJsonObject(StepRecord.SHOWN, new JsonObject());
        return new StepReport(
                step.ordinal(),
                step.participant(),
                step.operation(),
                status(summary.state(), found.failed()),
                shown.getMap(),
                step.affected(),
                found.failed() ? summary.error() : null);
    }

    private static Status status(UnitOfWorkState state, boolean failed) {
        if (failed) {
            return Status.FAILED;
        }
        return switch (state) {
            case COMMITTED, SETTLED -> Status.COMPLETED;
            case COMPENSATED, SWEPT -> Status.COMPENSATED;
            case STAGED, COMPENSATING, PARKED -> Status.PENDING;
        };
    }
}
