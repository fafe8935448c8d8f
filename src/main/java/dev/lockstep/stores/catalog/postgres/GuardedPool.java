package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Runs single statements, each a transaction of its own, that wait for a bounded time and go through the guard. They
 * fail as {@link CatalogFailures#translate} says, so that no caller has to think of it.
 */
@ApplicationScoped
public class GuardedPool {

    private final Pool pool;
    private final StoreGuard guard;
    private final Duration patience;
    private final Lane lane;

    @Inject
    GuardedPool(Pool pool, CatalogGuard guard, CatalogSettings settings) {
        this(pool, guard, settings.statementTimeout(), Lane.REQUEST);
    }

    GuardedPool(Pool pool, StoreGuard guard, Duration patience, Lane lane) {
        this.pool = pool;
        this.guard = guard;
        this.patience = patience;
        this.lane = lane;
    }

    /** Returns the pool for background work, which must not queue up behind requests. */
    public GuardedPool forDuties() {
        return new GuardedPool(pool, guard, patience, Lane.DUTY);
    }

    public Statement preparedQuery(String sql) {
        return new Statement(sql);
    }

    /** A statement, ready to be carried out. */
    public final class Statement {

        private final String sql;

        private Statement(String sql) {
            this.sql = sql;
        }

        public Uni<RowSet<Row>> execute() {
            return execute(Tuple.tuple());
        }

        public Uni<RowSet<Row>> execute(Tuple parameters) {
            // Failures are translated only here, because the guard has rules for what the driver reports.
            return guard.call(lane, () -> once(parameters)).onFailure().transform(CatalogFailures::translate);
        }

        /** Runs the statement once, inside the guard; a statement that is given up on ends by itself. */
        private Uni<RowSet<Row>> once(Tuple parameters) {
            return WaitLimit.after(
                    patience,
                    pool.preparedQuery(sql).execute(parameters),
                    () -> new Unavailable(
                            ErrorCode.CATALOG_UNAVAILABLE, "PostgreSQL did not answer in time; try again", null));
        }
    }
}
