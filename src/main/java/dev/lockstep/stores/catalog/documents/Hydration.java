package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Readership;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Reads what a search shows of the points that it has found. Each answer is that of one instant, over all knowledge
 * bases: a unit of work that changes several is seen whole or not at all. What the caller may not read is not there, whatever those who
 * have found it think.
 */
@ApplicationScoped
public class Hydration {

    private final GuardedPool pool;
    private final KnowledgeBases generations;

    Hydration(GuardedPool pool, KnowledgeBases generations) {
        this.pool = pool;
        this.generations = generations;
    }

    /**
     * The join leads from chunks to their documents, never the other way. OFFSET 0 keeps the planner from turning
     * the join around, which it does until the tables have been analysed for the first time, and then walks all
     * documents of the knowledge base.
     */
    private static final String LIVE = """
            WITH chosen AS MATERIALIZED (SELECT * FROM chunk WHERE point_id = ANY($2))
            SELECT c.point_id, c.document_id, c.version, c.generation, c.ordinal, c.start_at, c.end_at, c.first_page,
                   c.last_page, c.text, c.headings, c.metadata AS chunk_metadata, live.external_id, live.title, live.metadata,
                   live.language
            FROM chosen c CROSS JOIN LATERAL (
                SELECT d.external_id, v.title, v.metadata,
                       coalesce(CASE WHEN v.generation = c.generation THEN v.language ELSE b.language END, k.language) AS language
                FROM document d
                JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.generation = c.generation
                JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
                LEFT JOIN version_build b
                    ON b.document_id = d.id AND b.version = d.live_version AND b.generation = c.generation
                WHERE d.id = c.document_id AND d.live_version = c.version AND d.knowledge_base_id = ANY($1)
                %s
                OFFSET 0) AS live
            """;

    /**
     * Returns those of the points that are live now. A point that is missing must not be shown to anyone.
     *
     * @param knowledgeBases as they were when the points were searched
     * @param readers in whose name they are read
     * @throws dev.lockstep.domain.Conflict when another generation of one serves by now: the search must begin anew
     */
    public Uni<Map<PointId, LiveChunk>> live(
            List<KnowledgeBase> knowledgeBases, Readership readers, Collection<PointId> points) {
        Tuple parameters = parameters(knowledgeBases, points);
        String sql = LIVE.formatted(readable(readers, parameters));
        Uni<Map<PointId, LiveChunk>> live = read(sql, parameters, (row, found) -> {
            LiveChunk chunk = Chunks.liveChunk(row);
            found.put(chunk.id(), chunk);
        });
        return live.call(found -> requireUnmoved(knowledgeBases, points, found));
    }

    /**
     * Requires that the same generations still serve, but only when a point is missing: nothing is live of a
     * generation that no longer serves.
     */
    private Uni<Void> requireUnmoved(
            List<KnowledgeBase> knowledgeBases, Collection<PointId> points, Map<PointId, ?> found) {
        return found.size() == points.size() ? Uni.createFrom().voidItem() : generations.requireUnmoved(knowledgeBases);
    }

    private static final String DOCUMENTS = """
            WITH chosen AS MATERIALIZED (SELECT point_id, document_id, version, generation FROM chunk WHERE point_id = ANY($2))
            SELECT c.point_id, c.document_id
            FROM chosen c CROSS JOIN LATERAL (
                SELECT FROM document d
                JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.generation = c.generation
                WHERE d.id = c.document_id AND d.live_version = c.version AND d.knowledge_base_id = ANY($1)
                %s
                OFFSET 0) AS live
            """;

    private static final String READABLE_VERSION =
            "AND EXISTS (SELECT FROM document_version v WHERE v.document_id = d.id AND v.version = d.live_version %s)";

    /** Returns those of the points that are live now with their documents: for many points, without their texts. */
    public Uni<Map<PointId, DocumentId>> documents(
            List<KnowledgeBase> knowledgeBases, Readership readers, Collection<PointId> points) {
        Tuple parameters = parameters(knowledgeBases, points);
        Uni<Map<PointId, DocumentId>> documents = read(
                DOCUMENTS.formatted(
                        readers.isEveryone() ? "" : READABLE_VERSION.formatted(readable(readers, parameters))),
                parameters,
                (row, found) ->
                        found.put(new PointId(row.getUUID("point_id")), new DocumentId(row.getUUID("document_id"))));
        return documents.call(found -> requireUnmoved(knowledgeBases, points, found));
    }

    /** Adds nothing for a caller to whom all documents are open. */
    private static String readable(Readership readers, Tuple parameters) {
        Set<String> principals = readers.principals();
        if (principals == null) {
            return "";
        }
        parameters.addValue(principals.toArray(String[]::new));
        return "AND " + FilterSql.readable("$" + parameters.size(), "k.document_permissions = 'optional'");
    }

    /**
     * A part of a document's text.
     *
     * @param start in code points, as is {@code end}
     */
    public record Passage(String text, int start, int end) {}

    /**
     * Several consecutive chunks of one version in one generation, from {@code first} to {@code last}, as far as
     * there are that many.
     */
    public record Stretch(DocumentId document, int version, int generation, int first, int last) {}

    private static final String PASSAGES = """
            SELECT w.place, part.start_at, part.end_at,
                   substring(v.content FROM part.start_at + 1 FOR part.end_at - part.start_at) AS text
            FROM unnest($1::int4[], $2::uuid[], $3::int4[], $4::int4[], $5::int4[], $6::int4[])
                AS w (place, document_id, version, generation, first, last)
            JOIN document_version v ON v.document_id = w.document_id AND v.version = w.version
            CROSS JOIN LATERAL (
                SELECT min(c.start_at) AS start_at, max(c.end_at) AS end_at FROM chunk c
                WHERE c.document_id = w.document_id AND c.version = w.version AND c.generation = w.generation
                  AND c.ordinal BETWEEN w.first AND w.last
                ) AS part
            WHERE part.start_at IS NOT NULL
            """;

    /** Returns the text of each stretch, as it stands in the document. Text that was purged meanwhile is missing. */
    public Uni<Map<Stretch, Passage>> passages(List<Stretch> stretches) {
        Integer[] places = new Integer[stretches.size()];
        UUID[] documents = new UUID[stretches.size()];
        Integer[] versions = new Integer[stretches.size()];
        Integer[] generationNumbers = new Integer[stretches.size()];
        Integer[] firsts = new Integer[stretches.size()];
        Integer[] lasts = new Integer[stretches.size()];
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            places[i] = i;
            documents[i] = stretch.document().value();
            versions[i] = stretch.version();
            generationNumbers[i] = stretch.generation();
            firsts[i] = stretch.first();
            lasts[i] = stretch.last();
        }
        return read(
                PASSAGES,
                Tuple.of(places, documents, versions, generationNumbers, firsts, lasts),
                (row, found) -> found.put(
                        stretches.get(row.getInteger("place")),
                        new Passage(row.getString("text"), row.getInteger("start_at"), row.getInteger("end_at"))));
    }

    private static Tuple parameters(Collection<KnowledgeBase> knowledgeBases, Collection<PointId> points) {
        UUID[] ids = knowledgeBases.stream()
                .map(knowledgeBase -> knowledgeBase.id().value())
                .toArray(UUID[]::new);
        return Tuple.of(ids, Columns.points(points));
    }

    private <K, V> Uni<Map<K, V>> read(String sql, Tuple parameters, BiConsumer<Row, Map<K, V>> collect) {
        return pool.preparedQuery(sql).execute(parameters).map((RowSet<Row> rows) -> {
            Map<K, V> found = new HashMap<>();
            rows.forEach(row -> collect.accept(row, found));
            return found;
        });
    }
}
