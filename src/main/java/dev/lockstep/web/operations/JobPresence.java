package dev.lockstep.web.operations;

import dev.lockstep.features.jobs.JobService;
import dev.lockstep.web.http.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses to follow a job that is not there. The framework sends the head of an event stream before the first event is asked for, so
 * afterwards it could only break the stream off.
 */
class JobPresence {

    private final JobService jobs;
    private final Callers callers;

    JobPresence(JobService jobs, Callers callers) {
        this.jobs = jobs;
        this.callers = callers;
    }

    /** Runs after what judges the request by itself. */
    @OfJob
    @ServerRequestFilter(priority = Priorities.USER + 1)
    Uni<Void> check(UriInfo uri) {
        return jobs.get(callers.now(), JobResource.id(uri.getPathParameters().getFirst("id")))
                .replaceWithVoid();
    }
}
