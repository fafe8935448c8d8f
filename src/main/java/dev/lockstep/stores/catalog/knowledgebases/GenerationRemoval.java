package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Generation;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes what is left in the catalog of generations that are no longer wanted. Doing it again does nothing. */
@ApplicationScoped
public class GenerationRemoval {

    private final GuardedPool pool;

    GenerationRemoval(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    private static final String EXPIRE = """
            UPDATE knowledge_base_generation SET state = 'DROPPING'
            WHERE state = 'RETIRED' AND retired_at < now() - $1 * interval '1 millisecond'
            """;

    /** Gives up generations that have been retired for this long. */
    public Uni<Integer> expire(Duration age) {
        return update(EXPIRE, Tuple.of((double) age.toMillis()));
    }

    private static final String DROPPING = """
            SELECT g.*, now() AS now FROM knowledge_base_generation g
            JOIN knowledge_base k ON k.id = g.knowledge_base_id AND k.state = 'LIVE'
            WHERE g.state = 'DROPPING' ORDER BY g.created_at
            """;

    /** Returns the generations to remove. Deleted knowledge bases remove their generations themselves. */
    public Uni<List<Generation>> dropping() {
        return pool.preparedQuery(DROPPING).execute().map(rows -> Generations.records(rows).stream()
                .map(GenerationRecord::generation)
                .toList());
    }

    private static final String DOCUMENTS =
            "SELECT id FROM document WHERE knowledge_base_id = $1 AND id > $2 ORDER BY id LIMIT $3";

    /** Only the chunks tell how a client has cut a text, so the chunks of a kept version stay as long as it does. */
    private static final String CUT_BY_CLIENT = """
            EXISTS (SELECT FROM superseded_version s
                    JOIN document_version v ON v.document_id = s.document_id AND v.version = s.version
                    WHERE s.document_id = %1$s.document_id AND s.version = %1$s.version
                      AND v.own_chunking AND v.chunking ->> 'strategy' = 'none')
            """;

    /** Chunks that are garbage are left to the purge, which removes the version with the last of its chunks. */
    private static final String ERASE_CHUNKS = """
            DELETE FROM chunk c WHERE c.document_id = ANY($1) AND c.generation = $2
              AND NOT EXISTS (SELECT FROM garbage g WHERE g.point_id = c.point_id)
              AND NOT
            """ + CUT_BY_CLIENT.formatted("c");

    private static final String ERASE_BUILDS = """
            DELETE FROM version_build b WHERE b.document_id = ANY($1) AND b.generation = $2
              AND NOT
            """ + CUT_BY_CLIENT.formatted("b");

    /**
     * Removes the chunks of some documents.
     *
     * @param after the last one of the slice before, or null
     * @return the last one of this slice; null at the end
     */
    public Uni<@Nullable UUID> eraseSlice(Generation generation, @Nullable UUID after, int limit) {
        return pool.preparedQuery(DOCUMENTS)
                .execute(Tuple.of(generation.knowledgeBase().value(), after == null ? new UUID(0, 0) : after, limit))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>(rows.size());
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return ids;
                })
                .call(ids -> erase(generation, ids))
                .map(ids -> ids.size() < limit ? null : ids.get(ids.size() - 1));
    }

    private Uni<Integer> erase(Generation generation, List<UUID> documents) {
        Tuple parameters = Tuple.of(documents.toArray(UUID[]::new), generation.number());
        return update(ERASE_CHUNKS, parameters).chain(() -> update(ERASE_BUILDS, parameters));
    }

    private static final String DROPPED = """
            UPDATE knowledge_base_generation SET state = 'DROPPED'
            WHERE knowledge_base_id = $1 AND generation = $2 AND state = 'DROPPING'
            """;

    public Uni<Void> dropped(Generation generation) {
        return update(DROPPED, Tuple.of(generation.knowledgeBase().value(), generation.number()))
                .replaceWithVoid();
    }

    private Uni<Integer> update(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }
}
