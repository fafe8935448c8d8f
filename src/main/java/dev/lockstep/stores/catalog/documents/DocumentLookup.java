package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out which of many documents are live, by their names. */
@ApplicationScoped
public class DocumentLookup {

    private final GuardedPool pool;

    DocumentLookup(GuardedPool pool) {
        this.pool = pool;
    }

    /** A live document with its two names. */
    public record Named(DocumentId id, @Nullable String externalId) {}

    private static final String LIVE = """
            SELECT d.id, d.external_id
            FROM document d JOIN document_version v ON v.document_id = d.id AND v.version = d.live_version
            WHERE d.knowledge_base_id = $1 AND (d.id = ANY($2) OR d.external_id = ANY($3)) AND d.deleted_at IS NULL AND %s
            """;

    /** Returns those that are live. */
    public Uni<List<Named>> live(ReadableDocuments among, Collection<DocumentId> ids, Collection<String> externalIds) {
        Tuple parameters = Tuple.of(
                among.knowledgeBase().id().value(),
                ids.stream().map(DocumentId::value).toArray(UUID[]::new),
                externalIds.toArray(String[]::new));
        return pool.preparedQuery(LIVE.formatted(FilterSql.condition(among.filter(), parameters)))
                .execute(parameters)
                .map(rows -> {
                    List<Named> found = new ArrayList<>(rows.rowCount());
                    rows.forEach(row ->
                            found.add(new Named(new DocumentId(row.getUUID("id")), row.getString("external_id"))));
                    return found;
                });
    }
}
