package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import dev.lockstep.features.batch.BatchIngestion;
import dev.lockstep.features.batch.LineKeys;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.operations.JobView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Many documents in one request, a line each. */
@Path("/v1/knowledge-bases")
@Tag(name = "Documents")
public class DocumentBatchResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSONL = "application/jsonl";

    private final KnowledgeBaseService knowledgeBases;
    private final Receiving receiving;
    private final Spool spool;
    private final BatchIngestion batches;
    private final Outcomes outcomes;
    private final Idempotency idempotency;
    private final Deferral deferral;

    DocumentBatchResource(
            KnowledgeBaseService knowledgeBases,
            Receiving receiving,
            Spool spool,
            BatchIngestion batches,
            Outcomes outcomes,
            Idempotency idempotency,
            Deferral deferral) {
        this.knowledgeBases = knowledgeBases;
        this.receiving = receiving;
        this.spool = spool;
        this.batches = batches;
        this.outcomes = outcomes;
        this.idempotency = idempotency;
        this.deferral = deferral;
    }

    /** @param job what it has become; null when it is waited for */
    private record Received(
            SpooledFile file,
            Optional<IdempotencyKey> key,
            @Nullable Job job) {}

    @POST
    @Path("/{kb}/documents:batch")
    @Consumes({NDJSON, JSONL})
    @Produces(NDJSON)
    @Operation(
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
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    public RestMulti<Object> post(@RestPath String kb, @Context HttpHeaders headers) {
        return RestMulti.fromUniResponse(
                Uni.createFrom().deferred(() -> received(kb, headers.getMediaType())),
                received -> received.job() == null
                        ? results(kb, received).map(view -> view)
                        : Multi.createFrom().item(JobView.of(received.job())),
                received -> received.job() == null ? Map.of() : deferral.headers(received.job()),
                received -> received.job() == null ? RestResponse.StatusCode.OK : RestResponse.StatusCode.ACCEPTED);
    }

    private Uni<Received> received(String kb, MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a batch must be sent in UTF-8, not " + charset);
        }
        return knowledgeBases.get(Tenant.DEFAULT, kb).chain(receiving::file).chain(file -> Uni.createFrom()
                .deferred(() -> idempotency.key(file.sha256()))
                .chain(key -> deferral.batch(kb, file, key.orElse(null)).map(job -> new Received(file, key, job)))
                .onFailure()
                .call(() -> spool.remove(file.name())));
    }

    private Multi<OutcomeView> results(String kb, Received received) {
        LineKeys keys = received.key().map(DocumentBatchResource::keys).orElse(LineKeys.NONE);
        return batches.run(Tenant.DEFAULT, kb, received.file().path(), 1, keys)
                .map(result -> outcomes.ofLine(kb, result))
                .onTermination()
                .call(() -> spool.remove(received.file().name()));
    }

    /** Each line is a write of its own, and so has a key of its own. */
    private static LineKeys keys(IdempotencyKey key) {
        return line -> new IdempotencyKey(key.value() + ":" + line, key.requestHash());
    }
}
