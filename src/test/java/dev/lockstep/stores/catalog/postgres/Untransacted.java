package dev.lockstep.stores.catalog.postgres;

import io.vertx.mutiny.sqlclient.SqlConnection;

/** A connection on which each statement commits by itself, for what transactions are compared with. */
public final class Untransacted {

    private Untransacted() {}

    public static CatalogTransaction on(SqlConnection connection) {
        return new CatalogTransaction(connection);
    }
}
