package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.ParseLimits;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the processes of parsers in the strictest way that works here, which is found out once. */
final class ParserStarts implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ParserStarts.class);

    /** A machine can be very busy; what takes longer says nothing about what works. */
    private static final int PATIENCE_SECONDS = 30;

    private final ParserSettings settings;
    private final ParseLimits limits;
    private @Nullable ScratchSpace space;
    private @Nullable ParserCommand command;
    private boolean closed;

    ParserStarts(ParserSettings settings, ParseLimits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** A process, and the only place where it may write. */
    record Started(Process process, Scratch scratch) {}

    Started start() throws IOException {
        ParserCommand strictest = prepare();
        Scratch scratch = space().newScratch();
        try {
            return new Started(strictest.process(scratch).start(), scratch);
        } catch (IOException e) {
            scratch.remove();
            throw e;
        }
    }

    private synchronized ScratchSpace space() throws IOException {
        if (closed) {
            throw new IOException("the service ends");
        }
        if (space == null) {
            space = ScratchSpace.in(settings.directory());
        }
        return space;
    }

    /** Finds out how parsers are started, and tells it in the log. */
    synchronized ParserCommand prepare() throws IOException {
        if (command == null) {
            command = strictest();
        }
        return command;
    }

    private ParserCommand strictest() throws IOException {
        StringBuilder failures = new StringBuilder();
        for (Confinement confinement : Confinement.values()) {
            if (!isWanted(confinement)) {
                continue;
            }
            ParserCommand possible = ParserCommand.of(confinement, settings, limits);
            String failure = confinement.isKnownHere() ? failureOf(possible) : "not known to this system";
            if (failure == null) {
                tell(confinement, failures);
                return possible;
            }
            failures.append(failures.isEmpty() ? "" : "; ")
                    .append(confinement)
                    .append(": ")
                    .append(failure);
        }
        throw new IOException("no parser can be started as it should (lockstep.parsing.sandbox): " + failures);
    }

    private boolean isWanted(Confinement confinement) {
        return switch (settings.sandbox()) {
            case AUTO -> true;
            case REQUIRED -> confinement == Confinement.NAMESPACES;
            case OFF -> confinement == Confinement.NONE;
        };
    }

    /** Tries a command with a JVM that only tells its version. Returns why that does not work, or null if it does. */
    private @Nullable String failureOf(ParserCommand possible) throws IOException {
        Scratch scratch = space().newScratch();
        try {
            Process trial = new ParserCommand(
                            possible.confinement(), possible.shown(), possible.limits(), possible.version())
                    .process(scratch)
                    .redirectErrorStream(true)
                    .start();
            return failureOf(trial);
        } catch (IOException notThere) {
            return notThere.getMessage();
        } finally {
            scratch.remove();
        }
    }

    private static @Nullable String failureOf(Process trial) throws IOException {
        Complaints complaints = Complaints.collect(trial.getInputStream());
        try {
            if (!trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return "no answer within " + PATIENCE_SECONDS + " s";
            }
            return trial.exitValue() == 0 ? null : "exit status " + trial.exitValue() + complaints.all();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            trial.destroyForcibly();
        }
    }

    private static void tell(Confinement confinement, CharSequence failures) {
        switch (confinement) {
            case NAMESPACES ->
                LOG.info("documents are parsed by processes without network that see no file but their own code");
            case LIMITS ->
                LOG.warnf(
                        "documents are parsed by processes that could reach the network and the files of this user, see"
                                + " docs/security.md: this system permits only to limit their resources (%s)",
                        failures);
            case NONE ->
                LOG.warnf(
                        "documents are parsed by processes that could do what this one can, see docs/security.md%s",
                        failures.isEmpty() ? " (lockstep.parsing.sandbox)" : " (" + failures + ")");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ScratchSpace ours = space;
        if (ours != null) {
            try {
                ours.close();
            } catch (IOException e) {
                LOG.warnf("the scratch directories of parsers are not removed: %s", e);
            }
        }
    }
}
