package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Generation;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Lets another generation serve, in one transaction and so in one instant.
 *
 * <p>The lock on the knowledge base waits for the commits that are under way and holds off others, as each of them takes a shared one
 * ({@code DocumentVersions#flip}). So when nothing lacks the generation under the lock, nothing lacks it when it serves;
 * and a unit of work that was staged for the one before is refused by its own commit.
 */
@ApplicationScoped
public class GenerationSwitch {

    private final Transactions transactions;

    GenerationSwitch(Transactions transactions) {
        this.transactions = transactions;
    }

    /** How an attempt ended. */
    public enum Outcome {
        SWITCHED,
        /** Something was written since the last look, or is being written, and must be built first. */
        LACKING,
        /** The building was cancelled, the knowledge base was deleted, or another run has taken over. */
        GONE
    }

    /**
     * Shared locks that overlap without end could keep the exclusive one waiting; after this time it is given up and
     * tried again later.
     */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '3s'";

    private static final String LOCK = """
            SELECT k.id FROM knowledge_base k
            JOIN knowledge_base_generation g ON g.knowledge_base_id = k.id
            WHERE k.id = $1 AND k.state = 'LIVE' AND g.generation = $2 AND g.run = $3 AND g.state = 'BUILDING'
            FOR UPDATE
            """;

    private static final String LACKS = """
            SELECT d.id FROM document d
            WHERE d.knowledge_base_id = $1 AND d.live_version IS NOT NULL
              AND NOT EXISTS (SELECT FROM version_in_generation i
                              WHERE i.document_id = d.id AND i.version = d.live_version AND i.generation = $2)
            LIMIT 1
            """;

    private static final String DROP_OLDER = """
            UPDATE knowledge_base_generation SET state = 'DROPPING' WHERE knowledge_base_id = $1 AND state = 'RETIRED'
            """;

    private static final String RETIRE = """
            UPDATE knowledge_base_generation SET state = 'RETIRED', retired_at = now()
            WHERE knowledge_base_id = $1 AND state = 'LIVE'
            """;

    private static final String SERVE = """
            WITH serving AS (
                UPDATE knowledge_base_generation
                SET state = 'LIVE', purpose = 'BUILD', switched_at = now(), retired_at = NULL, phase = NULL, last_error = NULL,
                    attempts = 0, run = NULL, owner = NULL, lease_until = NULL
                WHERE knowledge_base_id = $1 AND generation = $2
                RETURNING *)
            UPDATE knowledge_base k
            SET generation = s.generation, placement = s.placement, collection = s.collection,
                embedding_model = s.embedding_model, dimension = s.dimension, chunking = s.chunking, language = s.language, updated_at = now(),
                writes_held_until = NULL
            FROM serving s WHERE k.id = s.knowledge_base_id
            """;

    public Uni<Outcome> switchTo(Generation generation, UUID run) {
        return attempt(generation, run).onFailure(CatalogFailures::metLock).recoverWithItem(Outcome.LACKING);
    }

    private Uni<Outcome> attempt(Generation generation, UUID run) {
        Tuple one = Tuple.of(generation.knowledgeBase().value());
        Tuple both = Tuple.of(generation.knowledgeBase().value(), generation.number());
        Tuple claim = Tuple.of(generation.knowledgeBase().value(), generation.number(), run);
        return transactions.run(transaction -> transaction
                .query(PATIENCE)
                .execute()
                .chain(() -> transaction.preparedQuery(LOCK).execute(claim))
                .chain(locked -> locked.size() == 0
                        ? Uni.createFrom().item(Outcome.GONE)
                        : transaction
                                .preparedQuery(LACKS)
                                .execute(both)
                                .chain(lacking -> lacking.size() > 0
                                        ? Uni.createFrom().item(Outcome.LACKING)
                                        : serve(transaction, one, both).replaceWith(Outcome.SWITCHED))));
    }

    private static Uni<Void> serve(CatalogTransaction transaction, Tuple one, Tuple both) {
        return transaction
                .preparedQuery(DROP_OLDER)
                .execute(one)
                .chain(() -> transaction.preparedQuery(RETIRE).execute(one))
                .chain(() -> transaction.preparedQuery(SERVE).execute(both))
                .replaceWithVoid();
    }
}
