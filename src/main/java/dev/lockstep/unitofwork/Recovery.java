package dev.lockstep.unitofwork;

import dev.lockstep.catalog.UnitOfWorkClaims;
import dev.lockstep.catalog.UnitOfWorkLog;
import dev.lockstep.catalog.UnitOfWorkRecord;
import dev.lockstep.domain.UnitOfWorkState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Finishes or undoes what others left: claims a record, raises its fence, and goes on where it stood. */
@ApplicationScoped
class Recovery {

    private final UnitOfWorkClaims claims;
    private final UnitOfWorkLog log;
    private final Leases leases;
    private final Remedies remedies;
    private final UnitOfWorkSettings settings;

    Recovery(
            UnitOfWorkClaims claims, UnitOfWorkLog log, Leases leases, Remedies remedies, UnitOfWorkSettings settings) {
        this.claims = claims;
        this.log = log;
        this.leases = leases;
        this.remedies = remedies;
        this.settings = settings;
    }

    /** Claims and recovers until nothing is left that can be claimed now. */
    Uni<Void> round() {
        return claims.claim(leases.next().owner(), leases.next().length(), settings.recoveryBatch())
                .call(claimed -> InTurn.each(claimed, this::recover))
                .chain(claimed -> claimed.size() < settings.recoveryBatch()
                        ? Uni.createFrom().voidItem()
                        : round());
    }

    /** One that can't be recovered now does not keep the others waiting. */
    private Uni<Void> recover(UnitOfWorkRecord claimed) {
        return remedies.apply(claimed)
                .onFailure()
                .recoverWithUni(failure -> giveBack(claimed, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> giveBack(UnitOfWorkRecord claimed, Throwable failure) {
        String error = Undo.describe(failure);
        boolean exhausted = claimed.attempts() >= settings.maxAttempts();
        Uni<Boolean> written = exhausted && claimed.state() == UnitOfWorkState.COMPENSATING
                ? log.park(claimed.id(), claimed.fence(), error)
                : log.postpone(claimed.id(), claimed.fence(), error, backoff(claimed.attempts()));
        remedies.failed(claimed, failure);
        return written.replaceWithVoid();
    }

    private Duration backoff(int attempts) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempts, 16));
        return doubled.compareTo(settings.maxBackoff()) < 0 ? doubled : settings.maxBackoff();
    }

    /** Ends every lease and recovers at once; only for a process that has its database for itself. */
    Uni<Void> takeOverEverything() {
        return claims.endAllLeases().chain(this::round);
    }
}
