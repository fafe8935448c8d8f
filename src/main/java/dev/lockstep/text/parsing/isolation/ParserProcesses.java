package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few parsers. None is started before there is something to parse, and none stays when there was nothing for a while. */
public final class ParserProcesses implements AutoCloseable {

    private final ParserSettings settings;
    private final ParseLimits limits;
    private final Deque<ParserProcess> idle = new ArrayDeque<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService clock;
    private @Nullable ParserCommand command;
    private boolean closed;

    public ParserProcesses(ParserSettings settings, ParseLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.threads = new ThreadPoolExecutor(
                settings.processes(),
                settings.processes(),
                settings.idle().toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                daemons("lockstep-parsing"));
        threads.allowCoreThreadTimeOut(true);
        this.clock = Executors.newSingleThreadScheduledExecutor(daemons("lockstep-parsing-clock"));
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Has a file parsed as soon as a parser is free.
     *
     * @return fails with {@link dev.lockstep.domain.Rejected} when the document can't be parsed in bounds
     * @throws Overloaded when too many wait already
     */
    public CompletableFuture<ParsedDocument> parse(DocumentType type, Path file, Source source) {
        try {
            return CompletableFuture.supplyAsync(() -> parseNow(type, file, source), threads);
        } catch (RejectedExecutionException full) {
            throw new Overloaded(
                    ErrorCode.OVERLOADED,
                    settings.queue() + " documents already wait for a parser (lockstep.parsing.queue)",
                    Map.of("limit", settings.queue(), "setting", "lockstep.parsing.queue"));
        }
    }

    private ParsedDocument parseNow(DocumentType type, Path file, Source source) {
        ParserProcess parser = take();
        try {
            return parser.parse(type, file, source);
        } finally {
            giveBack(parser);
        }
    }

    private ParserProcess take() {
        synchronized (idle) {
            for (ParserProcess parser = idle.pollFirst(); parser != null; parser = idle.pollFirst()) {
                if (parser.isUsable()) {
                    return parser;
                }
            }
            if (command == null) {
                command = ParserCommand.of(settings, limits);
            }
        }
        return ParserProcess.start(command, settings, clock);
    }

    private void giveBack(ParserProcess parser) {
        synchronized (idle) {
            if (closed) {
                parser.close();
            } else if (parser.isUsable()) {
                idle.addFirst(parser);
                endIdleLater();
            }
        }
    }

    private void endIdleLater() {
        Duration pause = settings.idle();
        var ignored = clock.schedule(this::endIdle, pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private void endIdle() {
        synchronized (idle) {
            idle.removeIf(parser -> {
                boolean unused = parser.idleNanos() >= settings.idle().toNanos();
                if (unused) {
                    parser.close();
                }
                return unused;
            });
        }
    }

    /** The processes that wait for work. */
    List<Long> idlePids() {
        synchronized (idle) {
            return idle.stream().map(ParserProcess::pid).toList();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(ParserProcess::close);
            idle.clear();
        }
        threads.shutdownNow();
        clock.shutdownNow();
    }
}
