package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.batch.BatchIntake;
import dev.lockstep.features.batch.BatchIntake.BatchSubmission;
import dev.lockstep.features.batch.BatchIntake.Taken;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.JobView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Writes many documents in one request, one document on each line. */
@Path("/v1/knowledge-bases")
@Tag(name = "Documents")
public class DocumentBatchResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSONL = "application/jsonl";

    private final KnowledgeBaseService knowledgeBases;
    private final BodyReceiver receiver;
    private final BatchIntake intake;
    private final Submissions submissions;
    private final Idempotency idempotency;
    private final Outcomes outcomes;
    private final Callers callers;

    DocumentBatchResource(
            KnowledgeBaseService knowledgeBases,
            BodyReceiver receiver,
            BatchIntake intake,
            Submissions submissions,
            Idempotency idempotency,
            Outcomes outcomes,
            Callers callers) {
        this.callers = callers;
        this.knowledgeBases = knowledgeBases;
        this.receiver = receiver;
        this.intake = intake;
        this.submissions = submissions;
        this.idempotency = idempotency;
        this.outcomes = outcomes;
    }

    @POST
    @Path("/{kb}/documents:batch")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes({NDJSON, JSONL})
    @Produces(NDJSON)
    @Operation(
            operationId = "createDocuments",
            summary = "Store many documents",
            description =
                    "A document on each line, as it would be the body of a request of its own, each a transaction of"
                            + " its own. When all was received, a line comes back for each, in order and as it goes.")
    @RequestBody(
            content = {
                @Content(mediaType = NDJSON, schema = @Schema(implementation = DocumentBody.class)),
                @Content(mediaType = JSONL, schema = @Schema(implementation = DocumentBody.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "A line for each that is not empty: its document, or the problem with it",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = OutcomeView.class)))
    @APIResponse(
            responseCode = "202",
            description = "With Prefer: respond-async: the job that it has become, which keeps the lines",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)),
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            })
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "507", ref = "DiskFull")
    public RestMulti<Object> post(@RestPath String kb, @Context HttpHeaders headers) {
        return RestMulti.fromUniResponse(
                Uni.createFrom().deferred(() -> taken(kb, headers.getMediaType())),
                taken -> entities(kb, taken),
                taken -> taken instanceof Taken.AsJob job ? headers(job) : Map.of(),
                taken -> taken instanceof Taken.AsJob ? RestResponse.StatusCode.ACCEPTED : RestResponse.StatusCode.OK);
    }

    private Uni<Taken> taken(String kb, MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a batch must be sent in UTF-8, not " + charset);
        }
        return knowledgeBases
                .get(callers.now(), kb)
                .chain(() -> receiver.file(file -> intake.submit(new BatchSubmission(
                        callers.now(), kb, file, submissions.pace(), idempotency.key(file.sha256())))));
    }

    private Multi<Object> entities(String kb, Taken taken) {
        return taken instanceof Taken.AtOnce lines
                ? lines.results().map(result -> outcomes.ofLine(kb, result))
                : Multi.createFrom().item(JobView.of(((Taken.AsJob) taken).job()));
    }

    private Map<String, List<String>> headers(Taken.AsJob taken) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON));
        submissions.accepted(taken.job()).headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }
}
