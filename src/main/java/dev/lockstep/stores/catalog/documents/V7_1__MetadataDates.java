package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.MetadataDates;
import dev.lockstep.stores.catalog.postgres.Columns;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Fills {@code document_version.dates} for what was stored before there was such a column. Its version is part of
 * its name.
 */
final class V7_1__MetadataDates extends BaseJavaMigration {

    private static final int BATCH = 500;

    /** Metadata in which nothing looks like a date cannot have one. */
    private static final String CANDIDATES = """
            SELECT document_id, version, metadata FROM document_version
            WHERE metadata::text ~ '"[0-9]{4}-[0-9]{2}-[0-9]{2}'
            """;

    private static final String FILL =
            "UPDATE document_version SET dates = ?::jsonb WHERE document_id = ?::uuid AND version = ?";

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement select = connection.createStatement();
                PreparedStatement fill = connection.prepareStatement(FILL)) {
            // The rows are read by a cursor: what is stored may be more than fits into memory.
            select.setFetchSize(BATCH);
            int waiting = 0;
            try (ResultSet rows = select.executeQuery(CANDIDATES)) {
                while (rows.next()) {
                    waiting += add(fill, rows);
                    if (waiting == BATCH) {
                        fill.executeBatch();
                        waiting = 0;
                    }
                }
            }
            fill.executeBatch();
        }
    }

    private static int add(PreparedStatement fill, ResultSet row) throws SQLException {
        Map<String, Object> dates = MetadataDates.of(Columns.metadata(new JsonObject(row.getString("metadata"))));
        if (dates.isEmpty()) {
            return 0;
        }
        fill.setString(1, new JsonObject(dates).encode());
        fill.setString(2, row.getString("document_id"));
        fill.setInt(3, row.getInt("version"));
        fill.addBatch();
        return 1;
    }
}
