package dev.lockstep.features.access;

import dev.lockstep.domain.AuditEntry;
import dev.lockstep.domain.Caller;
import dev.lockstep.stores.catalog.access.AuditEntries;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps who did what. Units of work have records of their own, which are part of it. */
@ApplicationScoped
public class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);

    private final AuditEntries entries;

    AuditLog(AuditEntries entries) {
        this.entries = entries;
    }

    /** Makes the one that a command writes to. */
    public static AuditLog on(GuardedPool pool) {
        return new AuditLog(new AuditEntries(pool));
    }

    /** Notes that something is asked for, before it is done, and returns the id to say with how it ended. */
    public Uni<UUID> begin(Caller caller, String method, String path) {
        return entries.begin(caller, method, path);
    }

    /** Notes how it ended. It is done, so nobody is told when that fails. */
    public Uni<Void> end(UUID id, int status) {
        return entries.end(id, status)
                .onFailure()
                .invoke(failure -> LOG.warnf("how %s ended is not in the audit log: %s", id, failure))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Reads a page of what the callers of a tenant did, oldest first.
     *
     * @param after the last id of the page before, or null for the first page
     */
    public Uni<List<AuditEntry>> page(Caller caller, @Nullable UUID after, int limit) {
        return entries.page(caller.tenant(), after, limit);
    }
}
