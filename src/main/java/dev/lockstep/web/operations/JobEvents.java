package dev.lockstep.web.operations;

import dev.lockstep.domain.Job;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.jobs.JobService;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.EventStreams;
import dev.lockstep.web.http.JobView;
import dev.lockstep.web.http.JsonEvents;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Streams the progress of a job as server-sent events. */
@Path("/v1/jobs")
@Tag(name = "Jobs")
public class JobEvents {

    /**
     * After this many looks without news an event is sent all the same, so that nobody takes the silence for an end.
     */
    private static final int QUIET_LOOKS = 15;

    private final JobService jobs;
    private final JsonEvents events;
    private final EventStreams streams;
    private final Callers callers;

    JobEvents(JobService jobs, JsonEvents events, EventStreams streams, Callers callers) {
        this.jobs = jobs;
        this.events = events;
        this.streams = streams;
        this.callers = callers;
    }

    @GET
    @OfJob
    @Path("/{id}/events")
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST, KeyScopes.MANAGE})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "followJob",
            summary = "Follow a job",
            description = "'progress' whenever there is something new, about once a second at most, and in the end"
                    + " 'finished'. Whichever process does the job.")
    @APIResponse(
            responseCode = "200",
            description = "Events 'progress' and 'finished', each with a Job as its data",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "ServerSentEvents")))
    public Multi<OutboundSseEvent> events(@RestPath String id, @Context Sse sse) {
        return streams.admit(new Following(sse).events(jobs.follow(callers.now(), JobResource.id(id))));
    }

    /** What one client has been told so far. */
    private final class Following {

        private final Sse sse;
        private final AtomicReference<@Nullable JobView> told = new AtomicReference<>();
        private int quiet;

        private Following(Sse sse) {
            this.sse = sse;
        }

        private Multi<OutboundSseEvent> events(Multi<Job> job) {
            return job.onItem().transformToMultiAndConcatenate(this::event);
        }

        private Multi<OutboundSseEvent> event(Job job) {
            JobView view = JobView.of(job);
            if (job.state().isOver()) {
                return Multi.createFrom().item(event("finished", view));
            }
            boolean news = !view.equals(told.getAndSet(view));
            if (!news && ++quiet < QUIET_LOOKS) {
                return Multi.createFrom().empty();
            }
            quiet = 0;
            return Multi.createFrom()
                    .item(
                            news
                                    ? event("progress", view)
                                    : sse.newEventBuilder()
                                            .comment("still running")
                                            .build());
        }

        private OutboundSseEvent event(String name, JobView view) {
            return events.event(sse, name, view).build();
        }
    }
}
