package dev.lockstep.features.access;

import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.catalog.access.AuditEntries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets what was done long ago. */
@ApplicationScoped
class AuditRetention implements Duty {

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int SLICE = 1_000;

    private final AuditEntries entries;
    private final Duration retention;

    AuditRetention(AuditEntries entries, AccessSettings settings) {
        this.entries = entries;
        this.retention = settings.auditRetention();
    }

    @Override
    public String name() {
        return "retention of the audit log";
    }

    @Override
    public String purpose() {
        return "Forgets entries of the audit log that are old enough.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.always(INTERVAL);
    }

    @Override
    public Uni<Void> round() {
        return entries.forget(retention, SLICE)
                .chain(forgotten -> forgotten < SLICE ? Uni.createFrom().voidItem() : round());
    }
}
