package dev.lockstep.web.http;

import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.secrecy.Masked;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Drops the stack traces of {@code Unavailable} from the log. A store that is away fails every request alike: the
 * sentence says everything, and hundreds of traces would hide what else is in the log. Keys and tokens are masked.
 */
@LoggingFilter(name = "unavailable-without-trace")
public final class UnavailableWithoutTrace implements Filter {

    private static final String PROBLEMS = "http-problem";

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (PROBLEMS.equals(entry.getLoggerName()) && entry.getThrown() instanceof Unavailable) {
            entry.setThrown(null);
        }
        mask(entry);
        return true;
    }

    /** What a client sends is quoted to it, and so logged: a key in the wrong place must not be. */
    private static void mask(LogRecord entry) {
        if (entry instanceof ExtLogRecord record) {
            String message = record.getFormattedMessage();
            String masked = message == null ? null : Masked.text(message);
            if (masked != null && !masked.equals(message)) {
                record.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
    }
}
