package dev.lockstep.web;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Tenant;
import dev.lockstep.ingestion.DocumentReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Reads documents: only what is live, and whole. */
@Path("/v1/knowledge-bases")
@Tag(name = "Documents")
public class DocumentReadResource {

    private final DocumentReader reader;

    DocumentReadResource(DocumentReader reader) {
        this.reader = reader;
    }

    @GET
    @Path("/{kb}/documents")
    @Operation(summary = "List documents, in the order they were made")
    public Uni<Page<DocumentView>> list(
            @RestPath String kb, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return reader.page(Tenant.DEFAULT, kb, id(Cursor.DOCUMENTS.decode(cursor)), size + 1)
                .map(found -> Page.of(found, size, DocumentView::of, Cursor.DOCUMENTS, document -> document.id()));
    }

    private static @Nullable DocumentId id(@Nullable String after) {
        try {
            return after == null ? null : new DocumentId(UUID.fromString(after));
        } catch (IllegalArgumentException forged) {
            throw Cursor.invalid();
        }
    }

    @GET
    @Path("/{kb}/documents/{id}")
    @Operation(summary = "Read a document: all but its text")
    public Uni<RestResponse<DocumentView>> get(@RestPath String kb, @RestPath String id) {
        return reader.get(Tenant.DEFAULT, kb, DocumentPath.ref(id))
                .map(document -> ResponseBuilder.ok(DocumentView.of(document))
                        .header(HttpHeaders.ETAG, DocumentPath.etag(document.version()))
                        .build());
    }

    @GET
    @Path("/{kb}/documents/{id}/content")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @Operation(summary = "Read a document's text, as it was sent")
    public Uni<String> content(@RestPath String kb, @RestPath String id) {
        return reader.text(Tenant.DEFAULT, kb, DocumentPath.ref(id));
    }

    @GET
    @Path("/{kb}/documents/{id}/chunks")
    @Operation(summary = "List a document's chunks, in order")
    public Uni<Page<ChunkView>> chunks(
            @RestPath String kb,
            @RestPath String id,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        int after = ordinal(Cursor.CHUNKS.decode(cursor));
        return reader.chunks(Tenant.DEFAULT, kb, DocumentPath.ref(id), after, size + 1)
                .map(found -> Page.of(found, size, ChunkView::of, Cursor.CHUNKS, chunk -> chunk.position()
                        .index()));
    }

    private static int ordinal(@Nullable String after) {
        try {
            return after == null ? -1 : Integer.parseInt(after);
        } catch (NumberFormatException forged) {
            throw Cursor.invalid();
        }
    }
}
