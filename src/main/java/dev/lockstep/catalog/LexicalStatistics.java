package dev.lockstep.catalog;

import dev.lockstep.domain.KnowledgeBaseId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the chunks of a generation are on average, for the weights of the next ones. The newest documents stand for all, and the
 * answer is kept for a while: an average need not be exact, and is asked for with every document.
 */
@ApplicationScoped
public class LexicalStatistics {

    private static final int SAMPLE = 500;

    /** As long as there are fewer documents than the sample has, each changes the average. */
    private static final Duration KEPT_WHILE_SMALL = Duration.ofSeconds(1);

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Answers of other knowledge bases are forgotten beyond so many. */
    private static final int MAX_REMEMBERED = 10_000;

    /** What is assumed before there is anything to count, with the weight of so many chunks. */
    private static final double ASSUMED_LENGTH = 100;

    private static final double ASSUMED_CHUNKS = 10;

    private final GuardedPool pool;
    private final Map<Place, Average> known = new ConcurrentHashMap<>();

    LexicalStatistics(GuardedPool pool) {
        this.pool = pool;
    }

    private record Place(KnowledgeBaseId knowledgeBase, int generation) {}

    /** @param until a value of {@link System#nanoTime()} */
    private record Average(double length, long until) {}

    /** In terms; positive. */
    public Uni<Double> averageLength(KnowledgeBaseId knowledgeBase, int generation) {
        Place place = new Place(knowledgeBase, generation);
        Average average = known.get(place);
        return average != null && System.nanoTime() - average.until() < 0
                ? Uni.createFrom().item(average.length())
                : ask(place);
    }

    private static final String NEWEST = """
            SELECT count(*) AS documents, coalesce(sum(chunk_count), 0)::int8 AS chunks,
                   coalesce(sum(term_count), 0)::int8 AS terms
            FROM (
                SELECT v.chunk_count, v.term_count
                FROM (SELECT id, live_version FROM document WHERE knowledge_base_id = $1 AND live_version IS NOT NULL
                      ORDER BY id DESC LIMIT $2) d
                JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version AND v.generation = $3
                UNION ALL
                (SELECT chunk_count, term_count FROM version_build WHERE knowledge_base_id = $1 AND generation = $3
                 ORDER BY document_id DESC LIMIT $2)) newest
            """;

    private Uni<Double> ask(Place place) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(place.knowledgeBase().value(), SAMPLE, place.generation()))
                .map(rows -> remember(place, rows))
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private double remember(Place place, RowSet<Row> rows) {
        Row row = rows.iterator().next();
        double length =
                (row.getLong("terms") + ASSUMED_LENGTH * ASSUMED_CHUNKS) / (row.getLong("chunks") + ASSUMED_CHUNKS);
        Duration kept = row.getLong("documents") < SAMPLE ? KEPT_WHILE_SMALL : KEPT;
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(place, new Average(length, System.nanoTime() + kept.toNanos()));
        return length;
    }
}
