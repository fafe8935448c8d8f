package dev.lockstep.web.operations;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.State;
import dev.lockstep.domain.JobId;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.jobs.JobService;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.JobView;
import dev.lockstep.web.http.JobView.RawLine;
import dev.lockstep.web.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Shows, lists and cancels jobs, which are done while nobody waits. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobResource {

    static final String NDJSON = "application/x-ndjson";

    private final JobService jobs;
    private final Callers callers;

    JobResource(JobService jobs, Callers callers) {
        this.callers = callers;
        this.jobs = jobs;
    }

    @GET
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST, KeyScopes.MANAGE})
    @Operation(
            operationId = "listJobs",
            summary = "List jobs, newest first",
            description =
                    "All of them, or those of a knowledge base or in a state. They are kept for a while after they are over.")
    public Uni<Page<JobView>> list(
            @RestQuery @Nullable String status,
            @RestQuery("knowledge_base") @Nullable String knowledgeBase,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return jobs.page(
                        callers.now(), state(status), knowledgeBase, Cursor.JOBS.decodeId(cursor, JobId::new), size + 1)
                .map(found -> Page.of(found, size, JobView::of, Cursor.JOBS, Job::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST, KeyScopes.MANAGE})
    @Operation(
            operationId = "getJob",
            summary = "How far a job is",
            description =
                    "What it does, how much of it is done, how fast it goes and when it will be over; of a batch also"
                            + " the first lines that failed.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "404", description = "There is none: code job_not_found")
    public Uni<JobView> get(@RestPath String id) {
        return jobs.get(callers.now(), id(id))
                .chain(job -> jobs.firstErrors(job).map(errors -> JobView.of(job, errors)));
    }

    @GET
    @Path("/{id}/results")
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST, KeyScopes.MANAGE})
    @Produces(NDJSON)
    @Operation(
            operationId = "listJobResults",
            summary = "What became of the lines of a batch",
            description = "One JSON object a line, in the order of the lines, as far as the batch is.")
    @APIResponse(
            responseCode = "200",
            description = "A line for each line of the batch so far",
            content = @Content(mediaType = NDJSON, schema = @Schema(ref = "OutcomeView")))
    public RestMulti<RawLine> results(@RestPath String id) {
        JobId job = id(id);
        return RestMulti.fromUniResponse(
                jobs.get(callers.now(), job), found -> jobs.results(found).map(RawLine::new));
    }

    @POST
    @Path("/{id}/cancel")
    @Audited
    @RolesAllowed({KeyScopes.INGEST, KeyScopes.MANAGE})
    @Operation(
            operationId = "cancelJob",
            summary = "Stop a job",
            description =
                    "Of a document that is not being stored yet nothing will be stored; one that is, is stored. A batch"
                            + " ends with the lines that were begun. A job that is over stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "It is over",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    @APIResponse(
            responseCode = "202",
            description = "It will stop soon",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> cancel(@RestPath String id) {
        return jobs.cancel(callers.now(), id(id)).map(job -> RestResponse.ResponseBuilder.<JobView>create(
                        job.state().isOver() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, JobView.of(job))
                .build());
    }

    private static @Nullable State state(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(status))
                .findFirst()
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_VALUE,
                        "'status' must be one of "
                                + Arrays.stream(State.values())
                                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + ", not '" + status + "'",
                        Map.of("parameter", "status")));
    }

    static JobId id(String id) {
        try {
            return new JobId(UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            throw JobService.missing(id);
        }
    }
}
