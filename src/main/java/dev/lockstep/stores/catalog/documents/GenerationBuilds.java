package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.stores.catalog.knowledgebases.ChunkingJson;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings live versions into a generation that is being built. As for every point, the rows come first, then the
 * point: a version is staged, then its points are written, then it is complete. A building that is interrupted in
 * between is continued from there.
 */
@ApplicationScoped
public class GenerationBuilds {

    private final GuardedPool pool;
    private final ChunkPoints points;

    GenerationBuilds(GuardedPool pool, ChunkPoints points) {
        this.pool = pool.forDuties();
        this.points = points;
    }

    /**
     * A live version that a generation lacks.
     *
     * @param staged its chunks are here, only its points may be missing
     */
    public record Lacking(DocumentId document, int version, boolean staged) {}

    private static final String LACKING = """
            SELECT d.id, d.live_version, b.document_id IS NOT NULL AS staged
            FROM document d
            LEFT JOIN version_build b ON b.document_id = d.id AND b.version = d.live_version AND b.generation = $2
            WHERE d.knowledge_base_id = $1 AND d.id > $3 AND d.live_version IS NOT NULL
              AND NOT EXISTS (SELECT FROM version_in_generation i
                              WHERE i.document_id = d.id AND i.version = d.live_version AND i.generation = $2)
            ORDER BY d.id LIMIT $4
            """;

    private static final UUID BEGINNING = new UUID(0, 0);

    /**
     * Reads a page of the documents that a generation lacks.
     *
     * @param after the last document of the page before, or null
     */
    public Uni<List<Lacking>> lacking(Generation generation, @Nullable DocumentId after, int limit) {
        return read(
                LACKING,
                Tuple.of(
                        generation.knowledgeBase().value(),
                        generation.number(),
                        after == null ? BEGINNING : after.value(),
                        limit),
                row -> new Lacking(
                        new DocumentId(row.getUUID("id")), row.getInteger("live_version"), row.getBoolean("staged")));
    }

    /**
     * The locks keep the version live until the rows are there, so that whoever supersedes it afterwards finds them.
     * They also keep the building from being cancelled meanwhile, so that whoever removes it afterwards finds them.
     */
    private static final String STAGE = """
            WITH wanted AS (
                SELECT v.document_id, v.version, v.tenant, v.uow_id, g.knowledge_base_id, g.generation
                FROM document d
                JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
                JOIN knowledge_base_generation g ON g.knowledge_base_id = d.knowledge_base_id
                WHERE d.id = $1 AND d.live_version = $2 AND g.generation = $3 AND g.run = $4 AND g.state = 'BUILDING'
                FOR SHARE OF d, g),
            build AS (
                INSERT INTO version_build (knowledge_base_id, generation, document_id, version, content_hash, chunking,
                                           chunk_count, language)
                SELECT knowledge_base_id, generation, document_id, version, $5, $6, cardinality($7::uuid[]), $20
                FROM wanted),
            language AS (
                INSERT INTO document_language (knowledge_base_id, generation, language, tenant)
                SELECT knowledge_base_id, generation, $20, tenant FROM wanted WHERE $20::text IS NOT NULL
                ON CONFLICT DO NOTHING)
            INSERT INTO chunk (point_id, tenant, document_id, version, generation, uow_id, ordinal, text, start_at, end_at,
                               headings, embedding, lexical, lexemes, first_page, last_page, metadata, embedded)
            SELECT c.point_id, w.tenant, w.document_id, w.version, w.generation, w.uow_id, c.ordinal, c.text, c.start_at,
                   c.end_at, c.headings::jsonb, c.embedding, c.lexical, c.lexemes::tsvector,
                   c.first_page, c.last_page, c.metadata::jsonb, c.embedded
            FROM wanted w,
                 unnest($7::uuid[], $8::int4[], $9::text[], $10::int4[], $11::int4[], $12::text[], $13::bytea[],
                        $14::bytea[], $15::text[], $16::int4[], $17::int4[], $18::text[], $19::bytea[])
                     AS c (point_id, ordinal, text, start_at, end_at, headings, embedding, lexical, lexemes,
                           first_page, last_page, metadata, embedded)
            """;

    /**
     * Adds a version's chunks; false when it is no longer the live one, or the building does not belong to this run.
     */
    public Uni<Boolean> stage(
            Generation generation, UUID run, DocumentId document, int version, VersionContent content) {
        Tuple parameters = Tuple.tuple()
                .addValue(document.value())
                .addValue(version)
                .addValue(generation.number())
                .addValue(run)
                .addValue(content.hash())
                .addValue(ChunkingJson.of(content.chunking().chunking()));
        ChunkColumns chunks = new ChunkColumns(content.chunks(), generation.knowledgeBase(), generation.number());
        Tuple all = chunks.addTo(parameters).addValue(content.language().code());
        return update(STAGE, all).map(staged -> staged > 0);
    }

    /** Returns the points of a version that was staged; none when it is no longer live. */
    public Uni<List<Point>> points(Generation generation, DocumentId document, int version) {
        return points.ofVersion(document, version, generation.number());
    }

    private static final String COMPLETE =
            "UPDATE version_build SET complete = true WHERE document_id = $1 AND version = $2 AND generation = $3";

    /**
     * Records that Qdrant shows the version's points. A version that was superseded meanwhile may be marked as well:
     * it is garbage.
     */
    public Uni<Void> complete(Generation generation, DocumentId document, int version) {
        return update(COMPLETE, Tuple.of(document.value(), version, generation.number()))
                .replaceWithVoid();
    }

    private static final String IDS = """
            SELECT d.id, array_agg(c.point_id) FILTER (WHERE c.point_id IS NOT NULL) AS points
            FROM (SELECT id, live_version FROM document
                  WHERE knowledge_base_id = $1 AND id > $3 AND live_version IS NOT NULL ORDER BY id LIMIT $4) d
            LEFT JOIN chunk c ON c.document_id = d.id AND c.version = d.live_version AND c.generation = $2
            GROUP BY d.id ORDER BY d.id
            """;

    /** The points of a document in a generation. */
    public record Indexed(DocumentId document, List<PointId> points) {
        public Indexed {
            points = List.copyOf(points);
        }
    }

    /** Reads a page of live documents with what Qdrant must show of them. */
    public Uni<List<Indexed>> indexed(Generation generation, @Nullable DocumentId after, int limit) {
        return read(
                IDS,
                Tuple.of(
                        generation.knowledgeBase().value(),
                        generation.number(),
                        after == null ? BEGINNING : after.value(),
                        limit),
                row -> new Indexed(new DocumentId(row.getUUID("id")), ids(row.getArrayOfUUIDs("points"))));
    }

    private static List<PointId> ids(UUID @Nullable [] values) {
        List<PointId> ids = new ArrayList<>();
        if (values != null) {
            for (UUID value : values) {
                ids.add(new PointId(value));
            }
        }
        return ids;
    }

    private Uni<Integer> update(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }

    private <T> Uni<List<T>> read(String sql, Tuple parameters, Function<Row, T> mapping) {
        return PointRows.read(pool, sql, parameters, mapping);
    }
}
