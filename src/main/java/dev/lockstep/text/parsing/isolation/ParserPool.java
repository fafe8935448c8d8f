package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.ParseLimits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps parsers for the next document. None is started before there is something to parse, and none stays when there was nothing for a
 * while.
 */
final class ParserPool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ParserPool.class);

    private final ParserSettings settings;
    private final ParserStarts starts;
    private final Deque<ParserProcess> idle = new ArrayDeque<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService clock;
    private boolean closed;

    ParserPool(ParserSettings settings, ParseLimits limits) {
        this.settings = settings;
        this.starts = new ParserStarts(settings, limits);
        this.threads = new ThreadPoolExecutor(
                settings.processes(),
                settings.processes(),
                settings.idle().toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
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

    /** A thread for each parser that may be there. */
    Executor threads() {
        return threads;
    }

    void prepare() {
        try {
            var unused = starts.prepare();
        } catch (IOException e) {
            LOG.error(e.getMessage());
        }
    }

    /** Works with a parser, which is kept afterwards if it still can be used. */
    <T> T use(Function<ParserProcess, T> work) {
        ParserProcess parser = take();
        try {
            return work.apply(parser);
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
                parser.close();
            }
        }
        return ParserProcess.start(starts, settings, clock);
    }

    private void giveBack(ParserProcess parser) {
        boolean kept;
        synchronized (idle) {
            kept = !closed && parser.isUsable();
            if (kept) {
                idle.addFirst(parser);
                var ignored = clock.schedule(this::endIdle, settings.idle().toMillis() + 1, TimeUnit.MILLISECONDS);
            }
        }
        if (!kept) {
            parser.close();
        }
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
        threads.shutdown();
        clock.shutdownNow();
        starts.close();
    }
}
