package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.ChosenChunking.By;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.ReadyChunk;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.stores.catalog.knowledgebases.ChunkingJson;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads live documents. */
@ApplicationScoped
public class Documents {

    private final GuardedPool pool;
    private final Chunks chunks;

    Documents(GuardedPool pool, Chunks chunks) {
        this.pool = pool;
        this.chunks = chunks;
    }

    private static final String LIVE = """
            SELECT d.id, d.external_id, d.live_version, d.created_at, d.updated_at,
                   v.title, v.format, v.metadata, g.content_hash, g.chunk_count,
                   coalesce(g.language, (SELECT language FROM knowledge_base WHERE id = $1)) AS language,
                   (SELECT count(*) FROM chunk c
                    WHERE c.document_id = d.id AND c.version = d.live_version AND c.generation = g.generation) AS stored
            FROM document d
            JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
            JOIN version_in_generation g ON g.document_id = d.id AND g.version = d.live_version
                AND g.generation = (SELECT generation FROM knowledge_base WHERE id = $1)
            WHERE d.knowledge_base_id = $1
            """;

    private static final String BY_ID = LIVE + " AND d.id = $2 AND %s";

    public Uni<Optional<Document>> byId(ReadableDocuments among, DocumentId id) {
        return one(BY_ID, among, Tuple.of(scope(among), id.value()));
    }

    private static final String BY_EXTERNAL_ID = LIVE + " AND d.external_id = $2 AND d.deleted_at IS NULL";

    public Uni<Optional<Document>> byExternalId(ReadableDocuments among, String externalId) {
        return one(BY_EXTERNAL_ID + " AND %s", among, Tuple.of(scope(among), externalId));
    }

    /** Returns the document that has this external id, whoever may read it: nobody else can have it. */
    public Uni<Optional<Document>> holder(KnowledgeBaseId knowledgeBase, String externalId) {
        return one(BY_EXTERNAL_ID, Tuple.of(knowledgeBase.value(), externalId));
    }

    private static final String BY_CONTENT = LIVE + " AND g.content_hash = $2 ORDER BY d.id LIMIT 1";

    /** Returns the first document with this content, as the serving generation has it, whoever may read it. */
    public Uni<Optional<Document>> byContent(KnowledgeBaseId knowledgeBase, String hash) {
        return one(BY_CONTENT, Tuple.of(knowledgeBase.value(), hash));
    }

    private static final String PAGE = LIVE + " AND ($2::uuid IS NULL OR d.id > $2) AND %s ORDER BY d.id LIMIT $3";

    /**
     * Reads a page of the documents, in the order of their ids, which is the order in which they were made.
     *
     * @param after the last id of the page before, or null for the first page
     */
    public Uni<List<Document>> page(ReadableDocuments among, @Nullable DocumentId after, int limit) {
        Tuple parameters = Tuple.of(scope(among), after == null ? null : after.value(), limit);
        return read(PAGE.formatted(FilterSql.condition(among.filter(), parameters)), parameters);
    }

    private static final String COUNT = """
            SELECT count(*) AS documents
            FROM document d JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
            WHERE d.knowledge_base_id = $1 AND %s
            """;

    public Uni<Long> count(ReadableDocuments documents) {
        Tuple parameters = Tuple.of(scope(documents));
        return pool.preparedQuery(COUNT.formatted(FilterSql.condition(documents.filter(), parameters)))
                .execute(parameters)
                .map(rows -> rows.iterator().next().getLong("documents"));
    }

    private static final String TEXT = """
            SELECT v.content FROM document d
            JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
            WHERE d.knowledge_base_id = $1 AND d.id = $2 AND %s
            """;

    /** Returns the text of the live version, as it was sent. */
    public Uni<Optional<String>> text(ReadableDocuments among, DocumentId id) {
        Tuple parameters = Tuple.of(scope(among), id.value());
        return pool.preparedQuery(TEXT.formatted(FilterSql.condition(among.filter(), parameters)))
                .execute(parameters)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString("content"));
                    }
                    return Optional.<String>empty();
                });
    }

    private static final String CONTENT = """
            SELECT v.title, v.format, v.content, v.page_starts, v.metadata, v.own_chunking, v.own_language,
                   g.content_hash, g.chunking, g.language
            FROM document_version v
            JOIN version_in_generation g ON g.document_id = v.document_id AND g.version = v.version AND g.generation = $3
            WHERE v.document_id = $1 AND v.version = $2
            """;

    /** Returns everything of a version but its chunks, as a generation has it; empty when the version is gone. */
    public Uni<Optional<VersionContent>> content(DocumentId id, int version, int generation) {
        return pool.preparedQuery(CONTENT)
                .execute(Tuple.of(id.value(), version, generation))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(content(row));
                    }
                    return Optional.<VersionContent>empty();
                })
                .chain(found -> found.isPresent()
                                && found.get().chunking().chunking().strategy() == Strategy.NONE
                        ? withReadyChunks(found.get(), id, version, generation).map(Optional::of)
                        : Uni.createFrom().item(found));
    }

    /** Adds the chunks that a client has cut, which are kept nowhere else than in the chunks. */
    private Uni<VersionContent> withReadyChunks(VersionContent content, DocumentId id, int version, int generation) {
        return chunks.ofVersion(id, version, generation)
                .map(stored -> new VersionContent(
                        content.source()
                                .cutInto(stored.stream().map(ReadyChunk::of).toList()),
                        content.hash(),
                        content.metadata(),
                        content.chunking(),
                        content.language(),
                        List.of()));
    }

    private static VersionContent content(Row row) {
        return new VersionContent(
                new SourceText(
                        row.getString("title"),
                        Format.valueOf(row.getString("format")),
                        row.getString("content"),
                        pageStarts(row.getArrayOfIntegers("page_starts")),
                        List.of()),
                row.getString("content_hash"),
                Columns.metadata(row.get(JsonObject.class, "metadata")),
                new ChosenChunking(
                        ChunkingJson.read(row.get(JsonObject.class, "chunking")),
                        row.getBoolean("own_chunking") ? By.DOCUMENT : By.KNOWLEDGE_BASE),
                new DocumentLanguage(row.getString("language"), row.getBoolean("own_language")),
                List.of());
    }

    private static @Nullable PageStarts pageStarts(Integer @Nullable [] starts) {
        return starts == null ? null : new PageStarts(List.of(starts));
    }

    private static UUID scope(ReadableDocuments documents) {
        return documents.knowledgeBase().id().value();
    }

    private Uni<Optional<Document>> one(String sql, ReadableDocuments among, Tuple parameters) {
        return one(sql.formatted(FilterSql.condition(among.filter(), parameters)), parameters);
    }

    private Uni<Optional<Document>> one(String sql, Tuple parameters) {
        return read(sql, parameters).map(found -> found.stream().findFirst());
    }

    private Uni<List<Document>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(Documents::documents);
    }

    private static List<Document> documents(RowSet<Row> rows) {
        List<Document> documents = new ArrayList<>(rows.size());
        for (Row row : rows) {
            documents.add(new Document(
                    new DocumentId(row.getUUID("id")),
                    row.getString("external_id"),
                    row.getString("title"),
                    Format.valueOf(row.getString("format")),
                    Columns.metadata(row.get(JsonObject.class, "metadata")),
                    row.getString("language"),
                    row.getInteger("live_version"),
                    row.getString("content_hash"),
                    row.getInteger("chunk_count"),
                    row.getInteger("stored"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("updated_at").toInstant()));
        }
        return documents;
    }
}
