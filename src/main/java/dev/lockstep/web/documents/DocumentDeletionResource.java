package dev.lockstep.web.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.FilteredDeletion;
import dev.lockstep.features.documents.FilteredDeletion.Preview;
import dev.lockstep.features.documents.FilteredDeletion.Report;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deletes the documents whose metadata match a filter. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentDeletionResource {

    private final FilteredDeletion deletion;
    private final Idempotency idempotency;
    private final Callers callers;

    DocumentDeletionResource(FilteredDeletion deletion, Idempotency idempotency, Callers callers) {
        this.callers = callers;
        this.deletion = deletion;
        this.idempotency = idempotency;
    }

    /** The request: which documents to delete, and whether only to tell which ones match. */
    public record DeletionBody(
            @Schema(
                    description = "Conditions on metadata, as in a search",
                    examples = "{\"year\": {\"$lt\": 2020}}",
                    required = true,
                    ref = "Filter",
                    minProperties = 1)
            @Nullable
            Map<String, Object> filter,

            @Schema(description = "Delete nothing, but say what would be") @Nullable
            Boolean dryRun) {

        private Filter required() {
            Filter read = FilterParser.parse(Bodies.requireProperty(filter, "filter"));
            if (read.equals(Filter.ALL)) {
                throw new Rejected(
                        ErrorCode.INVALID_FILTER,
                        "filter is empty, which would match everything: name a field. To delete everything, delete the"
                                + " knowledge base");
            }
            return read;
        }
    }

    /**
     * The documents that were deleted, or would be.
     *
     * @param matched how many matched when the request came
     * @param remaining how many match now; null when that could not be found out
     * @param sample the first of what would be deleted
     */
    public record DeletionView(
            boolean dryRun,
            long matched,
            @Nullable Long deleted,
            @Nullable Long remaining,
            @Nullable Boolean complete,
            @Nullable StopView stopped,
            @Nullable List<UUID> sample) {

        /** The error that stopped the deletion after a part was deleted. */
        public record StopView(String code, String detail) {

            private static @Nullable StopView of(@Nullable Failure failure) {
                return failure == null ? null : new StopView(failure.code().wireName(), failure.message());
            }
        }

        private static DeletionView of(Report report) {
            return new DeletionView(
                    false,
                    report.matched(),
                    report.deleted(),
                    report.remaining(),
                    Objects.equals(report.remaining(), 0L),
                    StopView.of(report.stopped()),
                    null);
        }

        private static DeletionView of(Preview preview) {
            List<UUID> sample = preview.sample().stream().map(DocumentId::value).toList();
            return new DeletionView(true, preview.matched(), null, null, null, null, sample);
        }
    }

    @POST
    @Path("/{kb}/documents:delete")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "deleteDocuments",
            summary = "Delete the documents that a filter matches",
            description =
                    "In slices of 100, each all or nothing. With complete: false some match still, because of the limit of"
                            + " a request or of what stopped names: send it again. With an Idempotency-Key it is one slice, or refused.")
    @APIResponse(
            responseCode = "200",
            description = "Deleted, or what would be",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeletionView.class)))
    @APIResponse(responseCode = "409", description = "Documents kept changing: code version_conflict")
    public Uni<RestResponse<Object>> delete(@RestPath String kb, DeletionBody body) {
        Filter filter = Bodies.require(body).required();
        if (Boolean.TRUE.equals(body.dryRun())) {
            return deletion.preview(callers.now(), kb, filter)
                    .map(preview -> Answer.ok(DeletionView.of(preview)).toResponse());
        }
        return idempotency.once(
                body,
                (Write<Report> write) -> deletion.delete(write, kb, filter),
                report -> Answer.ok(DeletionView.of(report)));
    }
}
