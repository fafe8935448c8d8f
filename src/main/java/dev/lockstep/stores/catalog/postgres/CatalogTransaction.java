package dev.lockstep.stores.catalog.postgres;

import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Query;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A transaction while it is open. A caller that makes several changes in one hands it on to the catalog's classes,
 * which have the statements; only they use it. A statement fails as the driver reports it, and the whole transaction
 * as {@link Transactions} says.
 */
public final class CatalogTransaction {

    private final SqlConnection connection;

    CatalogTransaction(SqlConnection connection) {
        this.connection = connection;
    }

    public Query<RowSet<Row>> query(String sql) {
        return connection.query(sql);
    }

    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return connection.preparedQuery(sql);
    }
}
