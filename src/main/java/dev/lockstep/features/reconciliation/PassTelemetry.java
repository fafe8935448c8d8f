package dev.lockstep.features.reconciliation;

import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Reports what passes found and did, in the log and in metrics. */
@Startup
@ApplicationScoped
class PassTelemetry {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    private static final String FINISHED = "finished";
    private static final String FAILED = "failed";

    private final MeterRegistry metrics;
    private final Counter zombiesRemoved;
    private final Counter lossesRestored;
    private final Counter fuseBlown;
    private final AtomicLong quarantined = new AtomicLong();

    PassTelemetry(MeterRegistry metrics) {
        this.metrics = metrics;
        this.zombiesRemoved = metrics.counter("lockstep.reconciliation.zombies_removed");
        this.lossesRestored = metrics.counter("lockstep.reconciliation.losses_restored");
        this.fuseBlown = metrics.counter("lockstep.reconciliation.fuse_blown");
        metrics.gauge("lockstep.reconciliation.quarantined", quarantined);
        // What nothing has been counted of is 0, not unknown.
        for (String pass : List.of(Collector.NAME, Scrub.NAME)) {
            for (String outcome : List.of(FINISHED, FAILED)) {
                var unused = timer(pass, outcome);
            }
        }
    }

    void begun(String pass, Order order, long total) {
        LOG.infof("%s begins%s: about %d points", pass, scope(order), total);
    }

    void finished(String pass, Order order, Tally tally, Duration took) {
        count(tally);
        if (pass.equals(Collector.NAME) && order.only() == null) {
            quarantined.set(tally.found(Kind.QUARANTINED));
        }
        timer(pass, FINISHED).record(took);
        tally.notes().forEach(LOG::warn);
        Logger.Level level = tally.left().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN;
        LOG.logf(level, "%s ended after %d ms%s: %s", pass, took.toMillis(), scope(order), sentence(tally));
    }

    void failed(String pass, Tally tally, Throwable failure, Duration took) {
        count(tally);
        timer(pass, FAILED).record(took);
        LOG.warnf("%s stopped after %d ms and starts over later: %s", pass, took.toMillis(), describe(failure));
    }

    private void count(Tally tally) {
        zombiesRemoved.increment((double) tally.mended(Kind.ZOMBIE));
        lossesRestored.increment((double) (tally.mended(Kind.MISSING) + tally.mended(Kind.STALE)));
        fuseBlown.increment(tally.fusesBlown());
    }

    private Timer timer(String pass, String outcome) {
        return Timer.builder("lockstep.reconciliation.pass")
                .description("A comparison of both stores")
                .tag("pass", pass)
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static String scope(Order order) {
        String what = order.mends() ? "" : " (looking only)";
        return order.only() == null
                ? what
                : " in knowledge base " + order.only().name() + what;
    }

    /** Describes what was found, for the log and for whoever asks for the last passes. */
    static String sentence(Tally tally) {
        List<String> parts = new ArrayList<>();
        parts.add(tally.progress().scanned() + " points compared");
        for (Kind kind : Kind.values()) {
            if (tally.found(kind) > 0) {
                parts.add(part(kind, tally.found(kind), tally.mended(kind)));
            }
        }
        if (parts.size() == 1) {
            parts.add("nothing wrong");
        }
        parts.addAll(tally.notes());
        return String.join("; ", parts);
    }

    private static String part(Kind kind, long found, long mended) {
        return switch (kind) {
            case ZOMBIE -> found + " zombies, " + mended + " removed";
            case MISSING -> found + " points missing, " + mended + " restored";
            case STALE -> found + " points with a wrong payload, " + mended + " written again";
            case QUARANTINED -> found + " points that nothing explains, left alone";
            case LOST_COLLECTION -> found + " collections gone, " + mended + " made again";
            case ORPHANED_COLLECTION -> found + " collections without a knowledge base, " + mended + " dropped";
        };
    }

    static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
