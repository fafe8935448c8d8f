package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseRefusals;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** One parser, used by one thread at a time. After a failure other than a refusal it is gone. */
final class ParserProcess implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ParserProcess.class);

    /** A machine can be very busy; a parser that takes longer to start will not do. */
    private static final Duration START = Duration.ofSeconds(30);

    /** The exit status of a JVM that {@code -XX:+ExitOnOutOfMemoryError} ends. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final Scratch scratch;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final Complaints complaints;
    private final Wire wire;
    private final ParserSettings settings;
    private final ScheduledExecutorService clock;
    private volatile boolean killed;
    private volatile boolean usable = true;
    private volatile long idleSince = System.nanoTime();

    private ParserProcess(ParserStarts.Started started, ParserSettings settings, ScheduledExecutorService clock) {
        this.process = started.process();
        this.scratch = started.scratch();
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.complaints = Complaints.collect(process.getErrorStream());
        this.wire = new Wire(settings.longestAnswer());
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts a parser and waits until it is there. */
    static ParserProcess start(ParserStarts starts, ParserSettings settings, ScheduledExecutorService clock) {
        try {
            return await(starts.start(), settings, clock);
        } catch (IOException e) {
            LOG.warnf("the parser can't be started: %s", e.getMessage());
            throw new Unavailable(
                    ErrorCode.PARSER_UNAVAILABLE, "the parser can't be started; the service's log tells why", e);
        }
    }

    static ParserProcess await(ParserStarts.Started started, ParserSettings settings, ScheduledExecutorService clock)
            throws IOException {
        ParserProcess parser = new ParserProcess(started, settings, clock);
        parser.awaitReady();
        return parser;
    }

    private void awaitReady() throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = killAfter(START, late);
        try {
            if (answers.readInt() != ParserMain.READY) {
                throw new IOException("it reports something other than that it is ready");
            }
        } catch (IOException e) {
            close();
            throw new IOException(
                    (late.get() ? "it is not ready after " + START.toSeconds() + " s" : e) + complaints.told(), e);
        } finally {
            alarm.cancel(false);
        }
    }

    /**
     * Has a document parsed.
     *
     * @throws Rejected when the parser refused it, took too long, or ran out of memory
     */
    ParsedDocument parse(DocumentType type, Source source, PageProgress progress) {
        try (TimeLimit time = new TimeLimit(clock, process, settings.timeLimit())) {
            try {
                wire.write(requests, type, source);
                requests.flush();
                ParsedDocument document = wire.readAnswer(answers, new PageTimes(time, settings, progress));
                rest();
                return document;
            } catch (Rejected refused) {
                rest();
                throw refused;
            } catch (ParserError failed) {
                usable = false;
                LOG.warnf("the parser failed on a document (%s): %s", source.mediaType(), failed.getMessage());
                throw ParseRefusals.corrupt(
                        source.mediaType(), "the parser failed on it, and the service's log tells how");
            } catch (IOException | RuntimeException died) {
                usable = false;
                throw time.isOver() ? time.refusal() : ended(died);
            }
        }
    }

    /** Gives each page its time. A parser is not trusted: more pages than there may be get none. */
    private static final class PageTimes implements PageProgress {

        private final TimeLimit time;
        private final ParserSettings settings;
        private final PageProgress progress;
        private int pages;

        private PageTimes(TimeLimit time, ParserSettings settings, PageProgress progress) {
            this.time = time;
            this.settings = settings;
            this.progress = progress;
        }

        @Override
        public void at(int done, int all) {
            if (pages++ < settings.pictures()) {
                time.page(settings.timePerPicture());
                progress.at(done, all);
            }
        }
    }

    /** A parser removes what it wrote. One that has left something is not believed any more: it may have been taken over. */
    private void rest() {
        idleSince = System.nanoTime();
        try {
            if (!scratch.isEmpty()) {
                usable = false;
                LOG.warn("a parser has left files in its scratch directory, and is ended");
            }
        } catch (IOException e) {
            usable = false;
            LOG.warnf("the scratch directory of a parser can't be read, which is ended: %s", e.getMessage());
        }
    }

    private ScheduledFuture<?> killAfter(Duration time, AtomicBoolean late) {
        return clock.schedule(
                () -> {
                    late.set(true);
                    process.destroyForcibly();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private RuntimeException ended(Exception failure) {
        int status = exitValue();
        if (status == OUT_OF_MEMORY) {
            return ParseRefusals.tooComplex(
                    "needs more than " + settings.memoryMegabytes() + " MB of memory to be parsed",
                    settings.memoryMegabytes(),
                    "lockstep.parsing.memory");
        }
        if (!killed) {
            LOG.warnf("a parser ended while it read a document (status %d)%s", status, complaints.told());
        }
        return new Unavailable(
                ErrorCode.PARSER_UNAVAILABLE,
                "the parser ended while it read the document; the service's log tells why",
                failure);
    }

    private int exitValue() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    boolean isUsable() {
        return usable && process.isAlive();
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process, whatever it does. Whoever uses it is told that it is gone, and closes it. */
    void kill() {
        killed = true;
        usable = false;
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        var unused = exitValue();
        try {
            scratch.remove();
        } catch (IOException e) {
            LOG.warnf("the scratch directory of a parser is not removed: %s", e);
        }
    }
}
