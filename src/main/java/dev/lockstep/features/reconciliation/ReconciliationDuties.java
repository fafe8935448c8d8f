package dev.lockstep.features.reconciliation;

import dev.lockstep.features.reconciliation.PassDuty.Interval;
import dev.lockstep.platform.duties.Duty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The passes that run in the background. */
@ApplicationScoped
class ReconciliationDuties {

    private final Passes passes;
    private final ReconciliationSettings settings;

    ReconciliationDuties(Passes passes, ReconciliationSettings settings) {
        this.passes = passes;
        this.settings = settings;
    }

    @Produces
    @Singleton
    Duty collecting(Collector collector) {
        Interval interval = new Interval(settings.collectorInterval(), "lockstep.reconciliation.collector-interval");
        return new PassDuty(passes, collector, interval, settings.firstPassAfter());
    }

    @Produces
    @Singleton
    Duty scrubbing(Scrub scrub) {
        Interval interval = new Interval(settings.scrubInterval(), "lockstep.reconciliation.scrub-interval");
        return new PassDuty(passes, scrub, interval, settings.firstPassAfter());
    }
}
