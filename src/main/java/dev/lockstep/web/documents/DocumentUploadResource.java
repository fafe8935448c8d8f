package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.documents.DocumentOrder;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Precondition;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Writes documents that come as files of any size. They go through the disk, never through memory. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentUploadResource {

    private static final String THERE_IS_ONE =
            "There is such a document: change says whether it is unchanged, skipped or replaced. Of a form with several"
                    + " files: what became of each";

    private final BodyReceiver receiver;
    private final DocumentUpload upload;
    private final Submissions submissions;
    private final FormOfFiles forms;

    DocumentUploadResource(BodyReceiver receiver, DocumentUpload upload, Submissions submissions, FormOfFiles forms) {
        this.receiver = receiver;
        this.upload = upload;
        this.submissions = submissions;
        this.forms = forms;
    }

    @POST
    @Path("/{kb}/documents")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "200", description = THERE_IS_ONE)
    @RequestBody(
            content = {
                @Content(mediaType = "text/plain", schema = @Schema(ref = "Text")),
                @Content(mediaType = "text/markdown", schema = @Schema(ref = "Text")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema = @Schema(implementation = FormBody.Bytes.class))
            })
    public Uni<RestResponse<Object>> post(
            @RestPath String kb,
            @Context HttpHeaders headers,
            @RestQuery(DocumentUpload.EXTERNAL_ID) @Nullable String externalId,
            @RestQuery @Nullable String title,
            @RestQuery @Nullable String metadata,
            @RestQuery @Nullable String chunking,
            @RestQuery @Nullable String language,
            @RestQuery(OnDuplicateBody.NAME) @Nullable String onDuplicate) {
        UploadWishes wishes = upload.wishes(externalId, title, metadata, chunking, language);
        DocumentOrder order = DocumentOrder.insertion(OnDuplicateBody.of(onDuplicate));
        MediaType type = headers.getMediaType();
        return receiver.file(content -> submit(kb, order, wishes, new ReceivedFile(null, type, content)));
    }

    private Uni<RestResponse<Object>> submit(String kb, DocumentOrder order, UploadWishes wishes, ReceivedFile file) {
        return submissions.submit(kb, order, wishes.received(file), Said.of(file));
    }

    @POST
    @Path("/{kb}/documents")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @APIResponse(responseCode = "200", description = THERE_IS_ONE)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = FormBody.class)))
    public Uni<RestResponse<Object>> postForm(@RestPath String kb) {
        return receiver.form(DocumentUpload.PARTS, form -> forms.submit(kb, form));
    }

    @PUT
    @Path("/{kb}/documents/{id}")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "200", description = "Replaced, or unchanged")
    @RequestBody(
            content = {
                @Content(mediaType = "text/plain", schema = @Schema(ref = "Text")),
                @Content(mediaType = "text/markdown", schema = @Schema(ref = "Text")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema = @Schema(implementation = FormBody.Bytes.class))
            })
    public Uni<RestResponse<Object>> put(
            @RestPath String kb,
            @RestPath String id,
            @Context HttpHeaders headers,
            @RestQuery @Nullable String title,
            @RestQuery @Nullable String metadata,
            @RestQuery @Nullable String chunking,
            @RestQuery @Nullable String language,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        DocumentRef document = DocumentPath.ref(id);
        Precondition precondition = DocumentPath.precondition(ifMatch, ifNoneMatch);
        UploadWishes wishes = upload.wishes(null, title, metadata, chunking, language);
        MediaType type = headers.getMediaType();
        if (type != null && type.getType().equalsIgnoreCase("multipart")) {
            throw new Rejected(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "a form is for POST: send the document as JSON or as the whole body, not as " + type);
        }
        return receiver.file(content -> submit(
                kb, DocumentOrder.replacement(document, precondition), wishes, new ReceivedFile(null, type, content)));
    }
}
