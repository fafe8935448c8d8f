package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.ModelReading;
import dev.lockstep.domain.ModelReading.Cosines;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Keeps what was measured of embedding models, so that no process has to do it again. */
@ApplicationScoped
public class ModelReadings {

    private final GuardedPool pool;

    ModelReadings(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String FIND =
            "SELECT * FROM model_reading WHERE model = $1 AND language = $2 AND edition = $3";

    /**
     * Finds what is kept of a model and a language.
     *
     * @param edition of the sample that it was measured with
     */
    public Uni<Optional<ModelReading>> find(String model, String language, int edition) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(model, language, edition))
                .map(ModelReadings::first);
    }

    private static final String KEEP = """
            INSERT INTO model_reading (model, language, edition, first_share, reciprocal_rank, related_mean,
                                       related_deviation, unrelated_mean, unrelated_deviation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO NOTHING
            """;

    /** Keeps what was measured. Where another process was faster, its row stays: they differ by rounding only. */
    public Uni<Void> keep(ModelReading reading, int edition) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addValue(reading.model())
                        .addValue(reading.language())
                        .addValue(edition)
                        .addValue(reading.first())
                        .addValue(reading.reciprocalRank())
                        .addValue(reading.related().mean())
                        .addValue(reading.related().deviation())
                        .addValue(reading.unrelated().mean())
                        .addValue(reading.unrelated().deviation()))
                .replaceWithVoid();
    }

    private static Optional<ModelReading> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new ModelReading(
                    row.getString("model"),
                    row.getString("language"),
                    row.getDouble("first_share"),
                    row.getDouble("reciprocal_rank"),
                    new Cosines(row.getDouble("related_mean"), row.getDouble("related_deviation")),
                    new Cosines(row.getDouble("unrelated_mean"), row.getDouble("unrelated_deviation"))));
        }
        return Optional.empty();
    }
}
