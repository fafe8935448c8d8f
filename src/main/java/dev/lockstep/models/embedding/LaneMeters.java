package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The meters by which a lane tells of itself. */
final class LaneMeters {

    private final MeterRegistry registry;
    private final Timer timer;
    private final List<Meter> all;

    LaneMeters(String lane, Admission admission, MeterRegistry registry) {
        this.registry = registry;
        timer = Timer.builder("lockstep.embedding.text")
                .description("Time to tokenise and embed one text, without waiting")
                .tag("lane", lane)
                .register(registry);
        all = List.of(
                timer,
                Gauge.builder("lockstep.embedding.waiting", admission, Admission::texts)
                        .description("Texts of admitted requests that are not yet embedded")
                        .tag("lane", lane)
                        .register(registry),
                Gauge.builder("lockstep.embedding.held", admission, Admission::held)
                        .description("Requests that wait to be admitted")
                        .tag("lane", lane)
                        .register(registry));
    }

    /** Records that so many texts took so long together. */
    void took(long nanos, int texts) {
        for (int i = 0; i < texts; i++) {
            timer.record(nanos / texts, TimeUnit.NANOSECONDS);
        }
    }

    /** The time that a text takes on average, as far as is known. */
    double secondsOfText() {
        return timer.mean(TimeUnit.SECONDS);
    }

    void remove() {
        all.forEach(registry::remove);
    }
}
