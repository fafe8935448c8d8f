package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the embeddings that a document has already: those of any of its versions, live, staged or kept, in any
 * generation.
 */
@ApplicationScoped
public class StoredEmbeddings {

    private final GuardedPool pool;

    StoredEmbeddings(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String OF_DOCUMENT = """
            SELECT DISTINCT ON (embedded) embedded, embedding FROM chunk
            WHERE document_id = $1 AND embedded = ANY($2::bytea[])
            """;

    /** Returns the stored embeddings of those of these texts that have one. */
    public Uni<Map<EmbeddedText, Embedding>> of(DocumentId document, Collection<EmbeddedText> texts) {
        Buffer[] wanted =
                texts.stream().map(text -> Buffer.buffer(text.toBytes())).toArray(Buffer[]::new);
        return pool.preparedQuery(OF_DOCUMENT)
                .execute(Tuple.tuple().addValue(document.value()).addValue(wanted))
                .map(rows -> {
                    Map<EmbeddedText, Embedding> found = new HashMap<>();
                    rows.forEach(row -> found.put(
                            EmbeddedText.fromBytes(row.getBuffer("embedded").getBytes()),
                            Embedding.fromBytes(row.getBuffer("embedding").getBytes())));
                    return found;
                });
    }
}
