package dev.lockstep.web.http;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Log lines stay lines, short, and few. */
class ConsoleLogTest {

    private final ConsoleLog log = new ConsoleLog();

    @Test
    void signsThatATerminalObeysAreWrittenOut() {
        ExtLogRecord entry = new ExtLogRecord(Level.WARN, "no %s here", ExtLogRecord.FormatStyle.PRINTF, "x");
        entry.setParameters(new Object[] {"a\r\nb\u001b[2J\u202ec\u0085\td"});
        assertThat(log.isLoggable(entry)).isTrue();
        assertThat(entry.getFormattedMessage()).isEqualTo("no a\\r\\nb\\u001b[2J\\u202ec\\u0085\td here");
    }

    @Test
    void soAreThoseInFailures() {
        ExtLogRecord entry = new ExtLogRecord(Level.ERROR, "failed", "x");
        Throwable failure = new IllegalStateException("a", new IllegalArgumentException("b\nERROR c"));
        entry.setThrown(failure);
        assertThat(log.isLoggable(entry)).isTrue();
        assertThat(entry.getThrown().getCause()).hasToString("java.lang.IllegalArgumentException: b\\nERROR c");
        assertThat(entry.getThrown().getStackTrace()).isEqualTo(failure.getStackTrace());

        Throwable plain = new IllegalStateException("a");
        entry.setThrown(plain);
        assertThat(log.isLoggable(entry)).isTrue();
        assertThat(entry.getThrown()).isSameAs(plain);
    }

    @Test
    void refusalsAreShortAndFew() {
        int logged = 0;
        for (int i = 0; i < 1_000; i++) {
            ExtLogRecord entry = refusal("status=400, detail=" + "a".repeat(4_000));
            if (log.isLoggable(entry)) {
                logged++;
                assertThat(entry.getFormattedMessage()).hasSizeLessThan(500);
            }
        }
        assertThat(logged).isBetween(1, 3 * RefusalRate.A_SECOND);
    }

    @Test
    void whatIsNotLoggedIsCounted() {
        RefusalRate rate = new RefusalRate();
        for (int i = 0; i < RefusalRate.A_SECOND; i++) {
            assertThat(rate.take(0)).isZero();
        }
        assertThat(rate.take(1)).isEqualTo(RefusalRate.ENOUGH);
        assertThat(rate.take(2)).isEqualTo(RefusalRate.ENOUGH);
        assertThat(rate.take(1_000_000_000)).isEqualTo(2);
        assertThat(rate.take(1_000_000_001)).isZero();
    }

    private static ExtLogRecord refusal(String message) {
        ExtLogRecord entry = new ExtLogRecord(Level.INFO, message, "x");
        entry.setLoggerName("http-problem");
        return entry;
    }
}
