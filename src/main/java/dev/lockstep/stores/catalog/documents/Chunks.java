package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks; {@link Hydration} reads those that a search has found. Chunks that are not part of a live version
 * come out of {@link #staged} only, and chunks that are not of the serving generation come out of {@link #ofVersion}
 * only.
 */
@ApplicationScoped
public class Chunks {

    private final GuardedPool pool;
    private final GuardedPool duties;

    Chunks(GuardedPool pool) {
        this.pool = pool;
        this.duties = pool.forDuties();
    }

    /**
     * The join leads from chunks to their documents, never the other way. OFFSET 0 keeps the planner from turning
     * the join around, which it does until the tables have been analysed for the first time, and then walks all
     * documents of the knowledge base.
     */
    private static final String ONLY_LIVE = """
            SELECT c.point_id, c.document_id, c.version, c.generation, c.ordinal, c.start_at, c.end_at, c.first_page,
                   c.last_page, c.text, c.headings, c.metadata AS chunk_metadata, live.external_id, live.title, live.metadata,
                   live.language
            FROM chosen c CROSS JOIN LATERAL (
                SELECT d.external_id, v.title, v.metadata,
                       coalesce(CASE WHEN v.generation = c.generation THEN v.language ELSE b.language END, k.language) AS language
                FROM document d
                JOIN knowledge_base k ON k.id = d.knowledge_base_id
                JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
                LEFT JOIN version_build b
                    ON b.document_id = d.id AND b.version = d.live_version AND b.generation = c.generation
                WHERE d.id = c.document_id AND d.live_version = c.version AND d.knowledge_base_id = $1 AND %s
                OFFSET 0) AS live
            ORDER BY c.ordinal
            """;

    /** This subquery is evaluated once per statement. */
    private static final String SERVING = "(SELECT generation FROM knowledge_base WHERE id = $1 AND state = 'LIVE')";

    private static final String OF_DOCUMENT = """
            WITH chosen AS MATERIALIZED (
                SELECT c.* FROM chunk c JOIN document d ON d.id = c.document_id AND d.live_version = c.version
                WHERE c.document_id = $2 AND c.ordinal > $3 AND c.generation =
            """ + SERVING + " ORDER BY c.ordinal LIMIT $4) " + ONLY_LIVE;

    /**
     * Reads a page of the live chunks of a document, in order.
     *
     * @param after the last ordinal of the page before, or -1
     */
    public Uni<List<LiveChunk>> ofDocument(ReadableDocuments among, DocumentId document, int after, int limit) {
        Tuple parameters = Tuple.of(among.knowledgeBase().id().value(), document.value(), after, limit);
        return read(
                OF_DOCUMENT.formatted(FilterSql.condition(among.filter(), parameters)), parameters, Chunks::liveChunk);
    }

    private static final String WITH_EMBEDDINGS = """
            SELECT point_id, ordinal, start_at, end_at, first_page, last_page, text, headings, metadata AS chunk_metadata,
                   embedding, lexical, embedded
            FROM chunk
            WHERE document_id = $1 AND version = $2 AND generation = $3 ORDER BY ordinal
            """;

    /**
     * Returns the chunks of one version with their embeddings, in order, so that another version can be made of them
     * without embedding again.
     */
    public Uni<List<Chunk>> ofVersion(DocumentId document, int version, int generation) {
        return read(WITH_EMBEDDINGS, Tuple.of(document.value(), version, generation), Chunks::chunk);
    }

    private static final String STAGED = """
            SELECT c.point_id FROM chunk c
            JOIN document_version v ON v.document_id = c.document_id AND v.version = c.version
            WHERE v.uow_id = $1 AND v.step = $2
            """;

    /** Returns the points that a step has staged, to be removed from Qdrant before their rows go. */
    public Uni<List<PointId>> staged(UnitOfWorkId unitOfWork, int step) {
        return PointRows.read(
                duties, STAGED, Tuple.of(unitOfWork.value(), step), row -> new PointId(row.getUUID("point_id")));
    }

    private <T> Uni<List<T>> read(String sql, Tuple parameters, Function<Row, T> mapping) {
        return PointRows.read(pool, sql, parameters, mapping);
    }

    private static Metadata ownMetadata(Row row) {
        JsonObject json = row.get(JsonObject.class, "chunk_metadata");
        return json == null ? Metadata.EMPTY : Columns.metadata(json);
    }

    static LiveChunk liveChunk(Row row) {
        return new LiveChunk(
                new PointId(row.getUUID("point_id")),
                new DocumentId(row.getUUID("document_id")),
                row.getString("external_id"),
                row.getInteger("version"),
                row.getInteger("generation"),
                row.getString("title"),
                row.getString("language"),
                row.getString("text"),
                headings(row),
                position(row),
                ownMetadata(row),
                Columns.metadata(row.get(JsonObject.class, "metadata")));
    }

    private static Chunk chunk(Row row) {
        return new Chunk(
                new PointId(row.getUUID("point_id")),
                position(row),
                row.getString("text"),
                headings(row),
                ownMetadata(row),
                Embedding.fromBytes(row.getBuffer("embedding").getBytes()),
                SparseVector.fromBytes(row.getBuffer("lexical").getBytes()),
                embedded(row));
    }

    private static @Nullable EmbeddedText embedded(Row row) {
        Buffer hash = row.getBuffer("embedded");
        return hash == null ? null : EmbeddedText.fromBytes(hash.getBytes());
    }

    private static Position position(Row row) {
        return new Position(
                row.getInteger("ordinal"),
                row.getInteger("start_at"),
                row.getInteger("end_at"),
                row.getInteger("first_page"),
                row.getInteger("last_page"));
    }

    private static List<String> headings(Row row) {
        return row.get(JsonArray.class, "headings").stream()
                .map(Object::toString)
                .toList();
    }
}
