package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseRefusals;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One parser, used by one thread at a time. After a failure other than a refusal it is gone. */
final class ParserProcess implements AutoCloseable {

    /** A machine can be very busy; a parser that takes longer to start will not do. */
    private static final Duration START = Duration.ofSeconds(30);

    /** The exit status of a JVM that {@code -XX:+ExitOnOutOfMemoryError} ends. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final Complaints complaints;
    private final Wire wire;
    private final ParserSettings settings;
    private final ScheduledExecutorService clock;
    private volatile boolean usable = true;
    private volatile long idleSince = System.nanoTime();

    private ParserProcess(Process process, ParserSettings settings, ScheduledExecutorService clock) {
        this.process = process;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.complaints = Complaints.collect(process);
        this.wire = new Wire(settings.longestAnswer());
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts a parser and waits until it is there. */
    static ParserProcess start(ParserCommand command, ParserSettings settings, ScheduledExecutorService clock) {
        try {
            ParserProcess parser = new ParserProcess(command.start(), settings, clock);
            parser.awaitReady();
            return parser;
        } catch (IOException e) {
            throw new Unavailable(ErrorCode.PARSER_UNAVAILABLE, "the parser can't be started: " + e.getMessage(), e);
        }
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
     * Has a file parsed.
     *
     * @throws Rejected when the parser refused it, took too long, or ran out of memory
     */
    ParsedDocument parse(DocumentType type, Path file, Source source) {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = killAfter(settings.timeLimit(), late);
        try {
            wire.write(requests, type, file, source);
            requests.flush();
            ParsedDocument document = wire.readAnswer(answers);
            idleSince = System.nanoTime();
            return document;
        } catch (Rejected refused) {
            idleSince = System.nanoTime();
            throw refused;
        } catch (IOException | RuntimeException died) {
            usable = false;
            RuntimeException told = late.get() ? timedOut() : ended(died);
            close();
            throw told;
        } finally {
            alarm.cancel(false);
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

    private Rejected timedOut() {
        return new Rejected(
                ErrorCode.PARSING_TIMED_OUT,
                "parsing the document takes longer than " + settings.timeLimit().toMillis()
                        + " ms (lockstep.parsing.time-limit)",
                Map.of("limit_ms", settings.timeLimit().toMillis(), "setting", "lockstep.parsing.time-limit"));
    }

    private RuntimeException ended(Exception failure) {
        if (exitValue() == OUT_OF_MEMORY) {
            return ParseRefusals.tooComplex(
                    "needs more than " + settings.memoryMegabytes() + " MB of memory to be parsed",
                    settings.memoryMegabytes(),
                    "lockstep.parsing.memory");
        }
        return new Unavailable(
                ErrorCode.PARSER_UNAVAILABLE,
                "the parser ended while it read the document" + complaints.told(),
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

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
