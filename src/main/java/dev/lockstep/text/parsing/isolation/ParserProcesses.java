package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Shares a few parsers out among those who have documents. While one parser is free anybody gets it. When none is, and somebody waits who
 * has fewer than another one, the parser that the other one got last is taken away, and its document begins anew later: so slow documents
 * hold up their owner, and nobody else.
 */
public final class ParserProcesses implements AutoCloseable {

    private final ParserSettings settings;
    private final ParserPool pool;
    private final Executor threads;
    private final FairQueue<ParseTask> waiting = new FairQueue<>();
    private final List<ParseTask> running = new ArrayList<>();
    private boolean closed;

    public ParserProcesses(ParserSettings settings, ParseLimits limits) {
        this.settings = settings;
        this.pool = new ParserPool(settings, limits);
        this.threads = pool.threads();
    }

    /** Finds out in the background how parsers can be started here. */
    public void prepare() {
        threads.execute(pool::prepare);
    }

    /**
     * Has a document parsed as soon as a parser is free. When the subscription is cancelled the parser is ended.
     *
     * @param progress is told of pages, on a thread of the parsers; from the first again when the document is begun anew
     * @return fails with {@link dev.lockstep.domain.Rejected} when the document can't be parsed in bounds, with {@link Overloaded} when
     *     too many wait already
     */
    public Uni<ParsedDocument> parse(Requester requester, DocumentType type, Source source, PageProgress progress) {
        return Uni.createFrom().emitter(emitter -> {
            ParseTask task = new ParseTask(requester, type, source, progress, emitter);
            emitter.onTermination(() -> cancel(task));
            submit(task);
        });
    }

    private void submit(ParseTask task) {
        ParseTask tooMuch = null;
        synchronized (waiting) {
            waiting.addLast(task.requester(), task);
            if (closed) {
                tooMuch = waiting.dropLast();
            } else {
                share();
                tooMuch = waiting.size() > settings.queue() ? waiting.dropLast() : null;
            }
        }
        if (tooMuch != null) {
            tooMuch.fail(closed ? ending() : full());
        }
    }

    private Overloaded full() {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                settings.queue() + " documents already wait for a parser (lockstep.parsing.queue)",
                Map.of("limit", settings.queue(), "setting", "lockstep.parsing.queue"));
    }

    private static Unavailable ending() {
        return new Unavailable(
                ErrorCode.PARSER_UNAVAILABLE, "the service ends, and the document is not parsed any more", null);
    }

    private void cancel(ParseTask task) {
        synchronized (waiting) {
            if (!waiting.remove(task.requester(), task)) {
                task.cancel();
            }
        }
    }

    /** Gives free parsers away, and takes one back when that is fairer. It is called under the lock, whenever something has changed. */
    private void share() {
        Requester next = waiting.next(held());
        while (next != null && running.size() < settings.processes()) {
            ParseTask task = waiting.take(next);
            running.add(task);
            threads.execute(() -> run(task));
            next = waiting.next(held());
        }
        boolean oneEnds = running.stream().anyMatch(ParseTask::isInterrupted);
        if (next != null && !oneEnds) {
            unfair(next).ifPresent(ParseTask::interrupt);
        }
    }

    private Holdings held() {
        return new Holdings(running.stream().map(ParseTask::requester).toList());
    }

    /** Finds the task that should not run as long as somebody waits. Of those that are alike it is the last, which has done least. */
    private Optional<ParseTask> unfair(Requester next) {
        Holdings held = held();
        return running.stream()
                .filter(task -> held.isUnfair(task.requester(), next))
                .reduce((one, later) -> moreOf(held).compare(one, later) > 0 ? one : later);
    }

    private static Comparator<ParseTask> moreOf(Holdings held) {
        return Comparator.comparing(ParseTask::requester, held.byHolding());
    }

    private void run(ParseTask task) {
        ParsedDocument document = null;
        Throwable failure = null;
        try {
            document = pool.use(task::parse);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (isOver(task, document)) {
            finish(task, document, failure);
        }
    }

    /** Gives the place of a task to the next one. It is over unless it was interrupted for the sake of others. */
    private boolean isOver(ParseTask task, @Nullable ParsedDocument document) {
        synchronized (waiting) {
            running.remove(task);
            boolean again = document == null && task.isInterrupted() && task.isWanted() && !closed;
            if (again) {
                task.reset();
                waiting.addFirst(task.requester(), task);
            }
            if (!closed) {
                share();
            }
            return !again;
        }
    }

    private void finish(ParseTask task, @Nullable ParsedDocument document, @Nullable Throwable failure) {
        if (document != null) {
            task.complete(document);
        } else {
            task.fail(task.isInterrupted() || failure == null ? ending() : failure);
        }
    }

    /** The processes that wait for work. */
    List<Long> idlePids() {
        return pool.idlePids();
    }

    @Override
    public void close() {
        List<ParseTask> dropped = new ArrayList<>();
        synchronized (waiting) {
            closed = true;
            while (waiting.size() > 0) {
                dropped.add(waiting.dropLast());
            }
            running.forEach(ParseTask::interrupt);
        }
        dropped.forEach(task -> task.fail(ending()));
        pool.close();
    }
}
