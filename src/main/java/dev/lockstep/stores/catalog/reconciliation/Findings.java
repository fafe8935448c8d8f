package dev.lockstep.stores.catalog.reconciliation;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The differences that the last passes found and did not mend. A pass over a part replaces what was known of that
 * part.
 */
@ApplicationScoped
public class Findings {

    /** The ways in which the stores disagree. */
    public enum Kind {
        /** The point is in Qdrant, and not live though its unit of work has ended. */
        ZOMBIE,
        /** The point is live, and not in Qdrant. */
        MISSING,
        /** The point is live and in Qdrant, but its payload names another unit of work, or none. */
        STALE,
        /** The point is in Qdrant, and nothing here explains it. */
        QUARANTINED,
        /** The collection belongs to a live knowledge base, and is not in Qdrant. */
        LOST_COLLECTION,
        /** The collection is named like one of Lockstep's, and no knowledge base has it. */
        ORPHANED_COLLECTION
    }

    /** The number of disagreements of one kind at one place. */
    public record Finding(String collection, @Nullable ScopeId scope, Kind kind, long points) {}

    private final GuardedPool pool;
    private final Transactions transactions;

    Findings(GuardedPool pool, Transactions transactions) {
        this.pool = pool.forDuties();
        this.transactions = transactions;
    }

    private static final String FORGET = "DELETE FROM reconciliation_finding WHERE pass = $1";

    private static final String FORGET_PART = """
            DELETE FROM reconciliation_finding WHERE pass = $1 AND (knowledge_base_id = $2 OR collection = $3)
            """;

    private static final String RECORD = """
            INSERT INTO reconciliation_finding (pass, collection, knowledge_base_id, kind, points)
            SELECT $1, f.* FROM unnest($2::text[], $3::uuid[], $4::text[], $5::int8[])
                AS f (collection, knowledge_base_id, kind, points)
            """;

    /**
     * Replaces what a pass found the last time.
     *
     * @param only the knowledge base that was looked at, or null when everything was
     */
    public Uni<Void> replace(String pass, @Nullable KnowledgeBase only, List<Finding> findings) {
        return transactions.run(transaction -> forget(transaction, pass, only)
                .chain(() -> transaction.preparedQuery(RECORD).execute(columns(pass, findings)))
                .replaceWithVoid());
    }

    private static Uni<Void> forget(CatalogTransaction transaction, String pass, @Nullable KnowledgeBase only) {
        if (only == null) {
            return transaction.preparedQuery(FORGET).execute(Tuple.of(pass)).replaceWithVoid();
        }
        String own = only.placement() == Placement.OWN ? only.collection() : null;
        return transaction
                .preparedQuery(FORGET_PART)
                .execute(Tuple.of(pass, only.id().value(), own))
                .replaceWithVoid();
    }

    private static Tuple columns(String pass, List<Finding> findings) {
        return Tuple.tuple()
                .addValue(pass)
                .addValue(findings.stream().map(Finding::collection).toArray(String[]::new))
                .addValue(findings.stream().map(Findings::uuid).toArray(UUID[]::new))
                .addValue(
                        findings.stream().map(finding -> finding.kind().name()).toArray(String[]::new))
                .addValue(findings.stream().map(Finding::points).toArray(Long[]::new));
    }

    private static @Nullable UUID uuid(Finding finding) {
        return finding.scope() == null ? null : finding.scope().value();
    }

    private static final String SUMS = """
            SELECT f.kind, sum(f.points)::int8 AS points
            FROM reconciliation_finding f LEFT JOIN knowledge_base k ON k.id = f.knowledge_base_id
            WHERE $1::boolean OR (k.tenant = $2 AND ($3::text[] IS NULL OR k.name = ANY($3)))
            GROUP BY f.kind
            """;

    /** Counts what was found by its kind, in the knowledge bases of the caller; for the operator, everywhere. */
    public Uni<Map<Kind, Long>> sums(Caller caller) {
        Tuple parameters = Tuple.of(
                caller.isOperator(), caller.tenant().value(), caller.reach().toArray());
        return pool.preparedQuery(SUMS).execute(parameters).map(rows -> {
            Map<Kind, Long> sums = new EnumMap<>(Kind.class);
            rows.forEach(row -> sums.put(Kind.valueOf(row.getString("kind")), row.getLong("points")));
            return sums;
        });
    }
}
