package dev.lockstep.web.http;

import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.secrecy.Masked;
import io.quarkus.logging.LoggingFilter;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what clients send from filling the log, or from writing lines of their own into it. Traces of {@code Unavailable} are left
 * out as well: a store that is away fails every request alike, the sentence says everything, and hundreds of traces would hide
 * what else is there. A key that was sent in the wrong place is masked.
 */
@LoggingFilter(name = ConsoleLog.NAME)
public final class ConsoleLog implements Filter {

    static final String NAME = "console-log";

    private static final String PROBLEMS = "http-problem";

    /** The framework writes an error with a trace here when a client has left that is being told events, or sends a body. */
    private static final Set<String> CONNECTIONS = Set.of(
            "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler",
            "io.quarkus.vertx.http.runtime.QuarkusErrorHandler");

    /** A refusal quotes what was sent, which the answer has said in full. */
    private static final int LONGEST_REFUSAL = 400;

    private final PrintableText text = new PrintableText();
    private final RefusalRate refusals = new RefusalRate();

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (CONNECTIONS.contains(String.valueOf(entry.getLoggerName())) && isOfClosedConnection(entry.getThrown())) {
            return false;
        }
        if (PROBLEMS.equals(entry.getLoggerName())) {
            if (entry.getThrown() instanceof Unavailable) {
                entry.setThrown(null);
            }
            if (entry.getLevel().intValue() <= Level.INFO.intValue() && !shorten(entry)) {
                return false;
            }
        }
        print(entry);
        return true;
    }

    private static boolean isOfClosedConnection(@Nullable Throwable failure) {
        return failure instanceof IOException
                || failure instanceof VertxException
                || (failure instanceof IllegalStateException
                        && String.valueOf(failure.getMessage()).contains("closed"));
    }

    /** Shortens a refusal; returns false when there are too many. */
    private boolean shorten(LogRecord entry) {
        String message = message(entry);
        int unsaid = refusals.take(System.nanoTime());
        if (unsaid == RefusalRate.ENOUGH) {
            return false;
        }
        String said = message.length() <= LONGEST_REFUSAL ? message : message.substring(0, LONGEST_REFUSAL) + " ...";
        say(entry, unsaid == 0 ? said : said + " (and " + unsaid + " more refusals before)");
        return true;
    }

    private void print(LogRecord entry) {
        String message = message(entry);
        String printable = text.of(Masked.text(message));
        if (!printable.equals(message)) {
            say(entry, printable);
        }
        if (entry.getThrown() != null) {
            entry.setThrown(text.of(entry.getThrown()));
        }
    }

    /** The record knows by itself how its message is formatted; what is recommended instead is a formatter that asks it. */
    @SuppressWarnings("deprecation")
    private static String message(LogRecord entry) {
        String message = entry instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : entry.getMessage();
        return message == null ? "" : message;
    }

    private static void say(LogRecord entry, String message) {
        if (entry instanceof ExtLogRecord formatted) {
            formatted.setMessage(message, FormatStyle.NO_FORMAT);
        } else {
            entry.setMessage(message);
        }
        entry.setParameters(null);
    }
}
