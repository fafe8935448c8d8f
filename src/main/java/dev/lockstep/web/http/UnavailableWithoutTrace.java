package dev.lockstep.web.http;

import dev.lockstep.domain.Unavailable;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops the stack traces of {@code Unavailable} from the log. A store that is away fails every request alike: the
 * sentence says everything, and hundreds of traces would hide what else is in the log.
 */
@LoggingFilter(name = "unavailable-without-trace")
public final class UnavailableWithoutTrace implements Filter {

    private static final String PROBLEMS = "http-problem";

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (PROBLEMS.equals(entry.getLoggerName()) && entry.getThrown() instanceof Unavailable) {
            entry.setThrown(null);
        }
        return true;
    }
}
