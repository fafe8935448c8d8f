package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.DocumentReader;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Precondition;
import dev.lockstep.features.documents.Restoration;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lists the versions of a document and restores one of them. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentVersionResource {

    private final DocumentReader reader;
    private final Restoration restoration;
    private final Idempotency idempotency;
    private final Callers callers;

    DocumentVersionResource(DocumentReader reader, Restoration restoration, Idempotency idempotency, Callers callers) {
        this.callers = callers;
        this.reader = reader;
        this.restoration = restoration;
        this.idempotency = idempotency;
    }

    @GET
    @Path("/{kb}/documents/{id}/versions")
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "listVersions",
            summary = "List a document's versions, the live one first",
            description =
                    "Beside it those that were live before, as far as they are kept: lockstep.versions.keep says how"
                            + " many, lockstep.versions.keep-for how long. Numbers may be missing between: those of writes that were"
                            + " undone.")
    public Uni<Page<VersionView>> list(
            @RestPath String kb,
            @RestPath String id,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        int before = before(Cursor.VERSIONS.decode(cursor));
        return reader.versions(callers.now(), kb, DocumentPath.ref(id), before, size + 1)
                .map(found -> Page.of(found, size, VersionView::of, Cursor.VERSIONS, version -> version.version()));
    }

    private static int before(@Nullable String last) {
        try {
            return last == null ? Integer.MAX_VALUE : Integer.parseInt(last);
        } catch (NumberFormatException forged) {
            throw Cursor.invalid();
        }
    }

    @POST
    @Path("/{kb}/documents/{id}/versions/{version}/restore")
    @RolesAllowed(KeyScopes.INGEST)
    @Operation(
            operationId = "restoreVersion",
            summary = "Make a document what it was in an earlier version",
            description =
                    "Text, title, metadata and chunks of that version become a new version; its stored embeddings are"
                            + " used again. The version before serves until the new one does.")
    @APIResponse(
            responseCode = "200",
            description = "Restored, or unchanged",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)),
            headers = {@Header(name = "ETag", ref = "ETag")})
    @APIResponse(responseCode = "404", description = "That version is not kept: code version_not_found")
    @APIResponse(responseCode = "409", description = "Someone else was faster: code version_conflict")
    @APIResponse(responseCode = "412", description = "If-Match does not hold")
    public Uni<RestResponse<Object>> restore(
            @RestPath String kb,
            @RestPath String id,
            @RestPath String version,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DocumentRef document = DocumentPath.ref(id);
        int number = number(version);
        Precondition precondition = DocumentPath.precondition(ifMatch, null);
        return idempotency.once(
                null,
                (Write<DocumentReceipt> write) -> restoration.restore(write, kb, document, number, precondition),
                receipt -> DocumentResource.answer(kb, receipt));
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException notANumber) {
            throw new NotFound(
                    ErrorCode.VERSION_NOT_FOUND,
                    "'" + version + "' is not a version: versions are whole numbers, see GET .../versions",
                    Map.of("version", version));
        }
    }
}
