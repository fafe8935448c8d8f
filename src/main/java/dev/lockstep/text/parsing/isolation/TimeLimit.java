package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a parser that takes too long. Pages that are read as pictures have a limit of their own each, which moves the end on. */
final class TimeLimit implements AutoCloseable {

    private final ScheduledExecutorService clock;
    private final Process process;
    private long end;
    private Duration limit;
    private String what = "the document";
    private String setting = "lockstep.parsing.time-limit";
    private ScheduledFuture<?> alarm;
    private boolean over;

    TimeLimit(ScheduledExecutorService clock, Process process, Duration limit) {
        this.clock = clock;
        this.process = process;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
        this.alarm = alarmAt(end);
    }

    private ScheduledFuture<?> alarmAt(long nanos) {
        return clock.schedule(this::end, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void end() {
        // An alarm that was put off may be under way already.
        if (System.nanoTime() - end >= 0) {
            over = true;
            process.destroyForcibly();
        }
    }

    /** Begins a page. What is left of the time of the whole document is not taken away. */
    synchronized void page(Duration each) {
        long later = System.nanoTime() + each.toNanos();
        if (!over && later - end > 0) {
            alarm.cancel(false);
            limit = each;
            what = "a page of the document";
            setting = "lockstep.parsing.recognition.time-per-page";
            end = later;
            alarm = alarmAt(end);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized Rejected refusal() {
        return new Rejected(
                ErrorCode.PARSING_TIMED_OUT,
                "parsing " + what + " takes longer than " + limit.toMillis() + " ms (" + setting + ")",
                Map.of("limit_ms", limit.toMillis(), "setting", setting));
    }

    @Override
    public synchronized void close() {
        alarm.cancel(false);
    }
}
