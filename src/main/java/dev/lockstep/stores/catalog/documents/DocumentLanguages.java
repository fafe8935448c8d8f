package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the languages that documents have beside that of their knowledge base, so that a query can be read in each of them. A
 * language is there before the first document with it is visible, and stays when the last one is gone: one too many finds nothing
 * more, while one too few would hide documents.
 */
@ApplicationScoped
public class DocumentLanguages {

    /** Beyond this many, what is remembered is forgotten: recording a language again does no harm. */
    private static final int MAX_REMEMBERED = 10_000;

    private final GuardedPool pool;

    /** The languages that this process has recorded already: almost every write brings one that is known. */
    private final Set<Recorded> recorded = ConcurrentHashMap.newKeySet();

    DocumentLanguages(GuardedPool pool) {
        this.pool = pool;
    }

    private record Recorded(KnowledgeBaseId knowledgeBase, int generation, String language) {}

    private static final String RECORD = """
            INSERT INTO document_language (knowledge_base_id, generation, language, tenant)
            SELECT id, $2, $3, tenant FROM knowledge_base WHERE id = $1
            ON CONFLICT DO NOTHING
            """;

    /**
     * Records the language of a version that is about to be staged. It does so on its own, outside of the unit of work: a
     * language too many does no harm, and its lock must not wait for a commit.
     */
    public Uni<Void> record(KnowledgeBaseId knowledgeBase, int generation, DocumentLanguage language) {
        String code = language.code();
        if (code == null || recorded.contains(new Recorded(knowledgeBase, generation, code))) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(knowledgeBase.value(), generation, code))
                .invoke(() -> remember(new Recorded(knowledgeBase, generation, code)))
                .replaceWithVoid();
    }

    private void remember(Recorded language) {
        if (recorded.size() >= MAX_REMEMBERED) {
            recorded.clear();
        }
        recorded.add(language);
    }

    private static final String OF_KNOWLEDGE_BASE = """
            SELECT language FROM document_language WHERE knowledge_base_id = $1 AND generation = $2
            ORDER BY first_seen, language
            """;

    /** Returns the languages of the documents of the generation that serves, in the order in which they came. */
    public Uni<List<String>> of(KnowledgeBase knowledgeBase) {
        return PointRows.read(
                pool,
                OF_KNOWLEDGE_BASE,
                Tuple.of(knowledgeBase.id().value(), knowledgeBase.generation()),
                row -> row.getString("language"));
    }
}
