package dev.lockstep.web.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.documents.DocumentReader;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Reads documents, and only live and complete ones. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentReadResource {

    private final DocumentReader reader;
    private final FilterParameter filters;
    private final Callers callers;

    DocumentReadResource(DocumentReader reader, FilterParameter filters, Callers callers) {
        this.callers = callers;
        this.reader = reader;
        this.filters = filters;
    }

    @GET
    @Path("/{kb}/documents")
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "listDocuments",
            summary = "List documents, in the order they were made",
            description = "All of them, or those that a filter on metadata matches: the same JSON as in a search,"
                    + " percent-encoded. A cursor goes on with the filter that it was given out for.")
    public Uni<Page<DocumentView>> list(
            @RestPath String kb,
            @Parameter(example = "{\"year\": {\"$gte\": 2025}}") @RestQuery @Nullable String filter,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        FilterParameter.Read read = filters.read(filter);
        DocumentId after = Cursor.id(read.unmark(Cursor.DOCUMENTS.decode(cursor)), DocumentId::new);
        return reader.page(callers.now(), kb, read.filter(), after, size + 1)
                .map(found ->
                        Page.of(found, size, DocumentView::of, Cursor.DOCUMENTS, document -> read.mark(document.id())));
    }

    @GET
    @Path("/{kb}/documents/{id}")
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "getDocument",
            summary = "Read a document: all but its text",
            description = "By its id, or by external: and your own id. Its text has an address of its own.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            headers = {@Header(name = "ETag", ref = "ETag")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)))
    public Uni<RestResponse<DocumentView>> get(@RestPath String kb, @RestPath String id) {
        return reader.get(callers.now(), kb, DocumentPath.ref(id))
                .map(document -> ResponseBuilder.ok(DocumentView.of(document))
                        .header(HttpHeaders.ETAG, DocumentPath.etag(document.version()))
                        .build());
    }

    @GET
    @Path("/{kb}/documents/{id}/content")
    @RolesAllowed(KeyScopes.READ)
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @Operation(
            operationId = "getDocumentContent",
            summary = "Read a document's text: as it was sent, or as it was found in a file",
            description = "As plain text in UTF-8, whole.")
    @APIResponse(
            responseCode = "200",
            description = "The text, whole",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    public Uni<String> content(@RestPath String kb, @RestPath String id) {
        return reader.text(callers.now(), kb, DocumentPath.ref(id));
    }

    @GET
    @Path("/{kb}/documents/{id}/chunks")
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "listChunks",
            summary = "List a document's chunks, in order",
            description = "A page of them, as they are searched; next_cursor leads to the next one.")
    public Uni<Page<ChunkView>> chunks(
            @RestPath String kb,
            @RestPath String id,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        int after = ordinal(Cursor.CHUNKS.decode(cursor));
        return reader.chunks(callers.now(), kb, DocumentPath.ref(id), after, size + 1)
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
