package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.engine.claims.Backoff;
import dev.lockstep.platform.tracing.Tracing;
import dev.lockstep.platform.tracing.Tracing.Traced;
import dev.lockstep.stores.catalog.unitofwork.Lease;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkClaims;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Finishes or undoes the units of work that others left: claims a record, raises its fence, and goes on where it stood.
 */
@ApplicationScoped
class Recovery {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 16;

    private final UnitOfWorkClaims claims;
    private final UnitOfWorkLog log;
    private final Leases leases;
    private final Remedies remedies;
    private final UnitOfWorkSettings settings;
    private final Backoff backoff;

    Recovery(
            UnitOfWorkClaims claims, UnitOfWorkLog log, Leases leases, Remedies remedies, UnitOfWorkSettings settings) {
        this.claims = claims;
        this.log = log;
        this.leases = leases;
        this.remedies = remedies;
        this.settings = settings;
        this.backoff = Backoff.of(FIRST_PAUSE, MOST_DOUBLINGS).atMost(settings.maxBackoff());
    }

    /** Claims and recovers until nothing is left that can be claimed now. */
    Uni<Void> round() {
        Lease lease = leases.forRecovery();
        return claims.claim(lease.owner(), lease.length(), settings.recoveryBatch())
                .call(this::recoverAll)
                .chain(claimed -> claimed.size() < settings.recoveryBatch()
                        ? Uni.createFrom().voidItem()
                        : round());
    }

    /**
     * Recovers units of work side by side: a store that is slow for one must not keep the others waiting until their
     * new leases run out.
     */
    private Uni<Void> recoverAll(List<UnitOfWorkRecord> claimed) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(this::recover)
                .merge(Math.max(1, claimed.size()))
                .collect()
                .last();
    }

    /** Recovers a unit of work. One that can't be recovered now does not keep the others waiting. */
    private Uni<Void> recover(UnitOfWorkRecord claimed) {
        return Tracing.later("recover", new Traced(claimed.id(), claimed.origin()), () -> remedies.apply(claimed))
                .onFailure()
                .recoverWithUni(failure -> giveBack(claimed, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> giveBack(UnitOfWorkRecord claimed, Throwable failure) {
        String error = Compensation.describe(failure);
        boolean exhausted =
                claimed.attempts() >= settings.maxAttempts() && claimed.state() == UnitOfWorkState.COMPENSATING;
        Uni<Boolean> written = exhausted
                ? log.park(claimed.id(), claimed.fence(), error)
                : log.postpone(claimed.id(), claimed.fence(), error, backoff.doubled(claimed.attempts()));
        remedies.failed(claimed, failure);
        return written.invoke(() -> {
                    if (exhausted) {
                        remedies.parked(claimed);
                    }
                })
                .replaceWithVoid();
    }
}
