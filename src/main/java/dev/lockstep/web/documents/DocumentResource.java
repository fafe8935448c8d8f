package dev.lockstep.web.documents;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.Arrival;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentOrder;
import dev.lockstep.features.documents.DocumentPatch;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.features.documents.Precondition;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.JobView;
import dev.lockstep.web.http.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Writes documents. Every answer comes after the commit, so what it reports is searchable. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentResource {

    private final Ingestion ingestion;
    private final Idempotency idempotency;
    private final Submissions submissions;

    DocumentResource(Ingestion ingestion, Idempotency idempotency, Submissions submissions) {
        this.ingestion = ingestion;
        this.idempotency = idempotency;
        this.submissions = submissions;
    }

    @POST
    @Path("/{kb}/documents")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createDocument",
            summary = "Store a new document",
            description =
                    "As JSON, as a form with a file, or as a file that is the whole body: plain text, Markdown, HTML,"
                            + " PDF, Office, OpenDocument, RTF, EPUB, CSV, JSON Lines, notebooks, e-mail, subtitles or source"
                            + " code. What it is, its bytes tell.")
    @APIResponse(
            responseCode = "201",
            description = "Stored and searchable, whole",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)),
            headers = {@Header(name = "Location", ref = "Location"), @Header(name = "ETag", ref = "ETag")})
    @APIResponse(
            responseCode = "200",
            description =
                    "There is such a document: change says whether it is unchanged, skipped or replaced. Of a form with several files: what became of each",
            headers = {@Header(name = "ETag", ref = "ETag")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {DocumentView.class, FormOfFiles.ResultsView.class})))
    @APIResponse(
            responseCode = "202",
            description = "With Prefer: respond-async, or of a large one: the job that it has become",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)),
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            })
    @APIResponse(responseCode = "403", description = "Nothing is fetched from the web here: code url_disabled")
    @APIResponse(responseCode = "409", description = "The external id is taken: code document_exists")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    @APIResponse(responseCode = "507", ref = "DiskFull")
    @APIResponse(responseCode = "504", ref = "GatewayTimeout")
    public Uni<RestResponse<Object>> post(@RestPath String kb, DocumentBody body) {
        DocumentBody required = Bodies.require(body);
        return required.url() == null ? insert(kb, required) : fetch(kb, required, required.url());
    }

    private Uni<RestResponse<Object>> insert(String kb, DocumentBody body) {
        DocumentInsertion insertion = body.insertion();
        return submissions.submit(
                kb,
                DocumentOrder.insertion(insertion.onDuplicate()),
                new Arrival.Read(insertion.draft(), submissions.announced()),
                insertion);
    }

    /** Fetches the document; from there on the write goes on as if the client had sent the text. */
    private Uni<RestResponse<Object>> fetch(String kb, DocumentBody body, String url) {
        UploadWishes wishes = body.wishes();
        return submissions.submit(
                kb,
                DocumentOrder.insertion(OnDuplicateBody.of(body.onDuplicate())),
                new Arrival.OnTheWeb(url, fetched -> wishes.uploaded(ReceivedFile.of(fetched))),
                body);
    }

    @PUT
    @Path("/{kb}/documents/{id}")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDocument",
            summary = "Store a new version of a document",
            description = "By external id also its first one. The version before serves until the new one does.")
    @APIResponse(
            responseCode = "200",
            description = "Replaced, or unchanged",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)),
            headers = {@Header(name = "ETag", ref = "ETag")})
    @APIResponse(
            responseCode = "201",
            description = "Made",
            headers = {@Header(name = "Location", ref = "Location"), @Header(name = "ETag", ref = "ETag")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)))
    @APIResponse(
            responseCode = "202",
            description = "With Prefer: respond-async, or of a large one: the job that it has become",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)),
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            })
    @APIResponse(responseCode = "409", description = "Someone else was faster: code version_conflict")
    @APIResponse(responseCode = "412", description = "If-Match or If-None-Match does not hold")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    @APIResponse(responseCode = "507", ref = "DiskFull")
    public Uni<RestResponse<Object>> put(
            @RestPath String kb,
            @RestPath String id,
            DocumentBody body,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        DocumentRef document = DocumentPath.ref(id);
        DocumentDraft draft = Bodies.require(body).draft();
        OnDuplicateBody.requireNone(body.onDuplicate(), "PUT replaces the document that it names");
        Precondition precondition = DocumentPath.precondition(ifMatch, ifNoneMatch);
        return submissions.submit(
                kb,
                DocumentOrder.replacement(document, precondition),
                new Arrival.Read(draft, submissions.announced()),
                draft);
    }

    /** A JSON merge patch of the metadata: null removes a member. */
    @Schema(minProperties = 1)
    public record MetadataBody(
            @Schema(ref = "Metadata") @Nullable Map<String, @Nullable Object> metadata,

            @Schema(
                    description = "The language of its words from now on, as an ISO 639-1 code",
                    examples = "de",
                    ref = "Language")
            @Nullable
            String language) {

        DocumentPatch patch() {
            return new DocumentPatch(
                    language == null || metadata != null ? Bodies.requireProperty(metadata, "metadata") : Map.of(),
                    language);
        }
    }

    @PATCH
    @Path("/{kb}/documents/{id}")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(
            operationId = "patchDocument",
            summary = "Change a document's metadata or language",
            description = "A JSON merge patch (RFC 7396) of the metadata. Nothing is embedded again.")
    @APIResponse(
            responseCode = "200",
            description = "Changed, or unchanged",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DocumentView.class)),
            headers = {@Header(name = "ETag", ref = "ETag")})
    public Uni<RestResponse<Object>> patch(
            @RestPath String kb,
            @RestPath String id,
            MetadataBody body,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DocumentPatch patch = Bodies.require(body).patch();
        DocumentRef document = DocumentPath.ref(id);
        Precondition precondition = DocumentPath.precondition(ifMatch, null);
        return idempotency.once(
                patch.language() == null ? patch.metadata() : patch,
                (Write<DocumentReceipt> write) -> ingestion.patch(write, kb, document, patch, precondition),
                receipt -> answer(kb, receipt));
    }

    @DELETE
    @Path("/{kb}/documents/{id}")
    @Produces({MediaType.APPLICATION_JSON, Problems.JSON})
    @RolesAllowed(KeyScopes.INGEST)
    @Operation(
            operationId = "deleteDocument",
            summary = "Delete a document",
            description = "No search that begins afterwards returns anything of it.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Object>> delete(
            @RestPath String kb, @RestPath String id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DocumentRef document = DocumentPath.ref(id);
        Precondition precondition = DocumentPath.precondition(ifMatch, null);
        return idempotency.once(
                null,
                (Write<Void> write) -> ingestion.delete(write, kb, document, precondition),
                deleted -> Answer.noContent());
    }

    static Answer answer(String kb, DocumentReceipt receipt) {
        DocumentView view = DocumentView.of(receipt);
        URI location = UriBuilder.fromPath("/v1/knowledge-bases/{kb}/documents/{id}")
                .build(kb, receipt.document().id());
        Answer answer = receipt.change() == Change.CREATED ? Answer.created(location, view) : Answer.ok(view);
        return answer.with(
                HttpHeaders.ETAG, DocumentPath.etag(receipt.document().version()));
    }
}
