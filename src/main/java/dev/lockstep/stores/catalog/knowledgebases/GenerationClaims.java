package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Records who is building which generation. A claim is a run's id under a lease by the database's clock; whoever
 * comes after the lease has run out writes an id of its own, and then the earlier run stages and switches nothing
 * any more.
 */
@ApplicationScoped
public class GenerationClaims {

    private final GuardedPool pool;

    GenerationClaims(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    private static final String CLAIM = """
            UPDATE knowledge_base_generation g
            SET run = $1, owner = $2, lease_until = now() + $3 * interval '1 millisecond', started_at = now()
            FROM (SELECT f.knowledge_base_id, f.generation FROM knowledge_base_generation f
                  JOIN knowledge_base k ON k.id = f.knowledge_base_id AND k.state = 'LIVE'
                  WHERE f.state = 'BUILDING' AND (f.lease_until IS NULL OR f.lease_until < now())
                    AND f.next_attempt_at <= now()
                  ORDER BY f.next_attempt_at LIMIT 1
                  FOR NO KEY UPDATE OF f SKIP LOCKED) free
            WHERE g.knowledge_base_id = free.knowledge_base_id AND g.generation = free.generation
            RETURNING g.*, now() AS now
            """;

    /**
     * Claims a building that nobody is working on.
     *
     * @param run a new id
     * @param owner the process, for people who read the row
     */
    public Uni<Optional<GenerationRecord>> claim(UUID run, String owner, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(run, owner, (double) lease.toMillis()))
                .map(Generations::first);
    }

    private static final String COUNT = """
            WITH counted AS (
                SELECT count(*) AS total, count(b.document_id) AS done
                FROM document d
                LEFT JOIN version_in_generation b
                    ON b.document_id = d.id AND b.version = d.live_version AND b.generation = $3
                WHERE d.knowledge_base_id = $2 AND d.live_version IS NOT NULL)
            UPDATE knowledge_base_generation SET documents_done = done, documents_total = total, done_at_start = done
            FROM counted WHERE run = $1 AND state = 'BUILDING'
            """;

    /** Counts anew how many documents there are, and how many of them are built. */
    public Uni<Boolean> count(UUID run, KnowledgeBaseId knowledgeBase, int generation) {
        return update(COUNT, Tuple.of(run, knowledgeBase.value(), generation)).map(updated -> updated == 1);
    }

    private static final String RENEW = """
            UPDATE knowledge_base_generation
            SET lease_until = now() + $2 * interval '1 millisecond', phase = $3, documents_done = documents_done + $4,
                documents_total = greatest(documents_total, documents_done + $4),
                attempts = CASE WHEN $4 > 0 THEN 0 ELSE attempts END
            WHERE run = $1 AND state = 'BUILDING'
            """;

    /**
     * Keeps the claim and records what was built since; false when the building was cancelled, or another run has
     * taken over.
     */
    public Uni<Boolean> renew(UUID run, Duration lease, String phase, long built) {
        return update(RENEW, Tuple.of(run, (double) lease.toMillis(), phase, built))
                .map(updated -> updated == 1);
    }

    private static final String HOLD_WRITES = """
            UPDATE knowledge_base k SET writes_held_until = now() + $2 * interval '1 millisecond'
            FROM knowledge_base_generation g
            WHERE g.run = $1 AND g.state = 'BUILDING' AND k.id = g.knowledge_base_id
            """;

    /** Lets new writes wait for this long, or until the switch. */
    public Uni<Void> holdWrites(UUID run, Duration most) {
        return update(HOLD_WRITES, Tuple.of(run, (double) most.toMillis())).replaceWithVoid();
    }

    private static final String RELEASE = """
            UPDATE knowledge_base_generation
            SET run = NULL, owner = NULL, lease_until = NULL, attempts = attempts + 1, last_error = $2,
                state = CASE WHEN attempts + 1 >= $3 THEN 'FAILED' ELSE state END,
                next_attempt_at = now() + $4 * interval '1 millisecond'
            WHERE run = $1 AND state = 'BUILDING'
            """;

    /**
     * Ends an attempt that failed.
     *
     * @param mostAttempts after so many without progress the building has failed
     * @param pause the pause before the next attempt
     */
    public Uni<Boolean> release(UUID run, String error, int mostAttempts, Duration pause) {
        return update(RELEASE, Tuple.of(run, error, mostAttempts, (double) pause.toMillis()))
                .map(updated -> updated == 1);
    }

    private Uni<Integer> update(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }
}
