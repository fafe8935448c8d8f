package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds live chunks by their words in PostgreSQL alone: by the GIN index over their lexemes, which are the terms of
 * their lexical vectors. This answers searches when Qdrant is away.
 */
@ApplicationScoped
public class FullText {

    private final GuardedPool pool;

    FullText(GuardedPool pool) {
        this.pool = pool;
    }

    /**
     * How many chunks a knowledge base has, and how many of them have each term. Versions that are no longer live,
     * or not yet, are counted too, as they are in Qdrant until they are purged.
     */
    public record Frequencies(long chunks, Map<Integer, Long> byTerm) {}

    /** A live chunk that has a term of the query, with the weights of all of its terms. */
    public record Match(PointId point, SparseVector lexical) {}

    private static final String FREQUENCIES = """
            SELECT wanted.ordinal, (SELECT count(*) FROM chunk
                                    WHERE lexemes @@ concat_ws(' & ', $2::text || k.generation, wanted.term)::tsquery) AS chunks
            FROM knowledge_base k, unnest($1::text[]) WITH ORDINALITY AS wanted (term, ordinal)
            WHERE k.id = $3
            """;

    public Uni<Frequencies> frequencies(KnowledgeBaseId knowledgeBase, SparseVector query) {
        List<String> wanted = new ArrayList<>();
        wanted.add(null);
        for (int index : query.indices()) {
            wanted.add(Lexemes.term(index));
        }
        return pool.preparedQuery(FREQUENCIES)
                .execute(Tuple.of(wanted.toArray(String[]::new), Lexemes.scope(knowledgeBase), knowledgeBase.value()))
                .map(rows -> frequencies(query, rows));
    }

    private static Frequencies frequencies(SparseVector query, RowSet<Row> rows) {
        long chunks = 0;
        Map<Integer, Long> byTerm = new HashMap<>();
        for (Row row : rows) {
            int ordinal = row.getLong("ordinal").intValue();
            if (ordinal == 1) {
                chunks = row.getLong("chunks");
            } else {
                byTerm.put(query.indices()[ordinal - 2], row.getLong("chunks"));
            }
        }
        return new Frequencies(chunks, byTerm);
    }

    private static final String MATCHES = """
            SELECT c.point_id, c.lexical FROM chunk c
            JOIN document d ON d.id = c.document_id AND d.live_version = c.version
            JOIN document_version v ON v.document_id = c.document_id AND v.version = c.version
            WHERE c.lexemes @@ (SELECT $1::text || generation || $2::text FROM knowledge_base WHERE id = $3)::tsquery
              AND d.knowledge_base_id = $3 AND %s
            LIMIT %d
            """;

    /**
     * Returns live chunks that have one of the terms, in no particular order.
     *
     * @param terms indices of lexical vectors; at least one
     * @param limit at most so many, any of them
     */
    public Uni<List<Match>> matches(ReadableDocuments among, List<Integer> terms, int limit) {
        KnowledgeBaseId knowledgeBase = among.knowledgeBase().id();
        String anyTerm = terms.stream().map(Lexemes::term).collect(Collectors.joining(" | "));
        Tuple parameters = Tuple.tuple()
                .addValue(Lexemes.scope(knowledgeBase))
                .addValue(" & (" + anyTerm + ")")
                .addValue(knowledgeBase.value());
        String sql = MATCHES.formatted(FilterSql.condition(among.filter(), parameters), limit);
        return PointRows.read(pool, sql, parameters, FullText::match);
    }

    private static Match match(Row row) {
        return new Match(
                new PointId(row.getUUID("point_id")),
                SparseVector.fromBytes(row.getBuffer("lexical").getBytes()));
    }
}
