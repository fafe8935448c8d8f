package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Generation;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations of knowledge bases, and what people want done with them. {@link GenerationClaims}, {@code
 * GenerationBuilds} and {@link GenerationSwitch} do the building itself; {@link GenerationRemoval} does the removal.
 */
@ApplicationScoped
public class Generations {

    private static final String ONE_BUILDING = "knowledge_base_generation_built";

    private final GuardedPool pool;
    private final Transactions transactions;

    Generations(GuardedPool pool, Transactions transactions) {
        this.pool = pool;
        this.transactions = transactions;
    }

    private static final String ALL = """
            SELECT *, now() AS now FROM knowledge_base_generation
            WHERE knowledge_base_id = $1 AND state <> 'DROPPED' ORDER BY generation
            """;

    /** Returns all generations that have something in a store, oldest first. */
    public Uni<List<GenerationRecord>> all(KnowledgeBaseId knowledgeBase) {
        return pool.preparedQuery(ALL).execute(Tuple.of(knowledgeBase.value())).map(Generations::records);
    }

    private static final String COLLECTIONS = """
            SELECT collection FROM knowledge_base_generation WHERE knowledge_base_id = $1 AND placement = 'own'
            """;

    /** Returns every collection that the knowledge base has or had for itself. */
    public Uni<List<String>> ownCollections(KnowledgeBaseId knowledgeBase) {
        return pool.preparedQuery(COLLECTIONS)
                .execute(Tuple.of(knowledgeBase.value()))
                .map(rows -> {
                    List<String> names = new ArrayList<>(rows.size());
                    rows.forEach(row -> names.add(row.getString("collection")));
                    return names;
                });
    }

    /** Tells whether an attempt to begin a building failed because another one exists. */
    public static boolean isAnotherBuilt(Throwable failure) {
        return CatalogFailures.isUniqueViolation(failure, ONE_BUILDING);
    }

    private static final String RESUME = """
            UPDATE knowledge_base_generation
            SET state = 'BUILDING', attempts = 0, next_attempt_at = now(), last_error = NULL
            WHERE knowledge_base_id = $1 AND state = 'FAILED' AND purpose = 'BUILD' AND embedding_model = $2
              AND chunking = $3 AND language IS NOT DISTINCT FROM $4
            """;

    private static final String DROP_FAILED = """
            UPDATE knowledge_base_generation
            SET state = CASE purpose WHEN 'ROLLBACK' THEN 'RETIRED' ELSE 'DROPPING' END, run = NULL, lease_until = NULL
            WHERE knowledge_base_id = $1 AND state = 'FAILED'
            """;

    /** A new generation always gets a collection of its own, so two generations never share one. */
    private static final String BEGIN = """
            INSERT INTO knowledge_base_generation (knowledge_base_id, generation, tenant, state, placement, collection,
                                                   embedding_model, dimension, chunking, language)
            SELECT k.id, n.next, k.tenant, 'BUILDING', 'own', 'lockstep_' || k.id || '_g' || n.next, $2, $3, $4, $5
            FROM knowledge_base k
            CROSS JOIN LATERAL (SELECT max(generation) + 1 AS next FROM knowledge_base_generation
                                WHERE knowledge_base_id = k.id) n
            WHERE k.id = $1 AND k.state = 'LIVE'
            """;

    /**
     * Lets a generation with these settings be built: goes on with one that failed, or begins one.
     *
     * @throws io.vertx.pgclient.PgException for which {@link #isAnotherBuilt} holds while another one is being built
     */
    public Uni<Void> begin(KnowledgeBaseId knowledgeBase, Generation.Settings settings) {
        Tuple same = Tuple.of(
                knowledgeBase.value(),
                settings.embeddingModel(),
                ChunkingJson.of(settings.chunking()),
                settings.language());
        Tuple fresh = Tuple.of(
                knowledgeBase.value(),
                settings.embeddingModel(),
                settings.dimension(),
                ChunkingJson.of(settings.chunking()),
                settings.language());
        return transactions.run(transaction -> transaction
                .preparedQuery(RESUME)
                .execute(same)
                .chain(resumed -> resumed.rowCount() > 0
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(DROP_FAILED)
                                .execute(Tuple.of(knowledgeBase.value()))
                                .chain(() -> transaction.preparedQuery(BEGIN).execute(fresh))
                                .replaceWithVoid()));
    }

    private static final String DROP_FAILED_BUILD = """
            UPDATE knowledge_base_generation SET state = 'DROPPING', run = NULL, lease_until = NULL
            WHERE knowledge_base_id = $1 AND state = 'FAILED' AND purpose = 'BUILD'
            """;

    private static final String ROLL_BACK = """
            UPDATE knowledge_base_generation
            SET state = 'BUILDING', purpose = 'ROLLBACK', attempts = 0, next_attempt_at = now(), last_error = NULL,
                run = NULL, lease_until = NULL, started_at = NULL, phase = NULL
            WHERE knowledge_base_id = $1 AND (state = 'RETIRED' OR state = 'FAILED' AND purpose = 'ROLLBACK')
            """;

    /**
     * Lets the retired generation catch up and serve again.
     *
     * @return false when there is none
     * @throws io.vertx.pgclient.PgException for which {@link #isAnotherBuilt} holds while another one is being built
     */
    public Uni<Boolean> rollBack(KnowledgeBaseId knowledgeBase) {
        Tuple id = Tuple.of(knowledgeBase.value());
        return transactions.run(transaction -> transaction
                .preparedQuery(DROP_FAILED_BUILD)
                .execute(id)
                .chain(() -> transaction.preparedQuery(ROLL_BACK).execute(id))
                .map(rows -> rows.rowCount() > 0));
    }

    private static final String CANCEL = """
            UPDATE knowledge_base_generation
            SET state = CASE purpose WHEN 'ROLLBACK' THEN 'RETIRED' ELSE 'DROPPING' END, run = NULL, lease_until = NULL
            WHERE knowledge_base_id = $1 AND state IN ('BUILDING', 'FAILED')
            """;

    /** Gives up what is being built, and its points and rows are removed; false when nothing is being built. */
    public Uni<Boolean> cancel(KnowledgeBaseId knowledgeBase) {
        return update(CANCEL, Tuple.of(knowledgeBase.value())).map(cancelled -> cancelled > 0);
    }

    private static final String DISCARD = """
            UPDATE knowledge_base_generation SET state = 'DROPPING', run = NULL, lease_until = NULL
            WHERE knowledge_base_id = $1 AND state IN ('RETIRED', 'FAILED')
            """;

    /** Lets everything be removed that neither serves nor is being built. */
    public Uni<Integer> discard(KnowledgeBaseId knowledgeBase) {
        return update(DISCARD, Tuple.of(knowledgeBase.value()));
    }

    private Uni<Integer> update(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }

    static List<GenerationRecord> records(RowSet<Row> rows) {
        List<GenerationRecord> records = new ArrayList<>(rows.size());
        rows.forEach(row -> records.add(GenerationRecord.of(row)));
        return records;
    }

    static Optional<GenerationRecord> first(RowSet<Row> rows) {
        return records(rows).stream().findFirst();
    }
}
