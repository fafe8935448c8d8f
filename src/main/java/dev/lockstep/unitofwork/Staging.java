package dev.lockstep.unitofwork;

import dev.lockstep.catalog.CommitInDoubt;
import dev.lockstep.catalog.Lease;
import dev.lockstep.catalog.Transactions;
import dev.lockstep.catalog.UnitOfWorkLog;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The first transaction (T1): intent before effect. The record and all invisible rows are durable, or nothing is. */
@ApplicationScoped
class Staging {

    private final Transactions transactions;
    private final UnitOfWorkLog log;
    private final Leases leases;

    Staging(Transactions transactions, UnitOfWorkLog log, Leases leases) {
        this.transactions = transactions;
        this.log = log;
        this.leases = leases;
    }

    UnitOfWork prepare(Tenant tenant, List<Step> steps) {
        return UnitOfWork.of(tenant, steps, leases.next().timeout());
    }

    Uni<Void> stage(UnitOfWork work) {
        Lease lease = leases.next();
        return transactions
                .run(connection -> Uni.combine()
                        .all()
                        .unis(
                                log.stage(connection, work.id(), work.tenant(), lease, work.records()),
                                InTurn.each(work.steps(), step -> step.stage(connection, work.place(step))))
                        .discardItems())
                .onFailure(CommitInDoubt.class)
                .transform(doubt -> new Unavailable(
                        ErrorCode.CATALOG_UNAVAILABLE,
                        "PostgreSQL went away while the change was being staged; nothing of it will become visible, try"
                                + " again",
                        doubt));
    }
}
