package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.Transactions;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkStaging;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkStaging.Intent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The first transaction (T1): intent before effect. The record and all invisible rows are durable, or nothing is. */
@ApplicationScoped
class Staging {

    private final Transactions transactions;
    private final UnitOfWorkStaging log;
    private final Leases leases;

    Staging(Transactions transactions, UnitOfWorkStaging log, Leases leases) {
        this.transactions = transactions;
        this.log = log;
        this.leases = leases;
    }

    /** Records a unit of work before its steps are known, so that clients can ask for its state. */
    Uni<Void> announce(UnitOfWork work) {
        return log.announce(intent(work))
                .onFailure(UnitOfWorkStaging::isKeyTaken)
                .transform(taken -> inFlight());
    }

    Uni<Void> stage(UnitOfWork work) {
        return run(work, transaction -> log.stage(transaction, intent(work), work.records()));
    }

    Uni<Void> stageAnnounced(UnitOfWork work) {
        return run(work, transaction -> log.stageAnnounced(
                        transaction, work.id(), work.caller(), UnitOfWork.FIRST_FENCE, work.records())
                .invoke(Commit::requireLease)
                .replaceWithVoid());
    }

    /** Records a request that had nothing to do. */
    Uni<Void> recordAnswer(Caller caller, IdempotencyKey key, StoredResponse response) {
        return log.recordAnswer(UnitOfWorkId.next(), caller, key, response)
                .onFailure(UnitOfWorkStaging::isKeyTaken)
                .transform(taken -> inFlight());
    }

    private Uni<Void> run(UnitOfWork work, Function<CatalogTransaction, Uni<Void>> record) {
        return Failpoints.reach("stage.before", work.id())
                .chain(() -> transactions.run(transaction -> Uni.combine()
                        .all()
                        .unis(record.apply(transaction), stageSteps(transaction, work))
                        .discardItems()
                        .call(() -> Failpoints.reach("stage.before-commit", work.id()))))
                .onFailure(UnitOfWorkStaging::isKeyTaken)
                .transform(taken -> inFlight())
                .call(() -> Failpoints.reach("stage.committed", work.id()));
    }

    private static Uni<Void> stageSteps(CatalogTransaction transaction, UnitOfWork work) {
        return PipelinedStatements.each(work.inLockOrder(), ordinal -> work.progress()
                .watch(ordinal, work.steps().get(ordinal).stage(transaction, work.place(ordinal))));
    }

    private Intent intent(UnitOfWork work) {
        IdempotencyKey key = work.reply() == null ? null : work.reply().key();
        return new Intent(work.id(), work.caller(), leases.of(work.deadline().remaining()), key, work.origin());
    }

    private static Conflict inFlight() {
        return new Conflict(
                ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                "a request with this Idempotency-Key is being carried out: send it again later to get its response");
    }
}
