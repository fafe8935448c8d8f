package dev.lockstep.platform.duties;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.List;

/** All that this process does by itself, in the order of names: started, stopped and listed here and nowhere else. */
@ApplicationScoped
public class Duties {

    private final List<ScheduledDuty> all;

    Duties(@Any Instance<Duty> duties) {
        this.all = duties.stream()
                .sorted(Comparator.comparing(Duty::name))
                .map(ScheduledDuty::new)
                .toList();
    }

    void start(@Observes StartupEvent started) {
        all.forEach(ScheduledDuty::start);
    }

    /** All timers first: a duty that gives back what it has claimed must not keep the others going meanwhile. */
    void stop(@Observes ShutdownEvent stopping) {
        all.forEach(ScheduledDuty::stopTimers);
        all.forEach(scheduled -> scheduled.duty().stop());
    }

    public List<ScheduledDuty> all() {
        return all;
    }
}
