package dev.lockstep.web.access;

import dev.lockstep.features.access.AuditLog;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Writes into the audit log what is about to be done, and then how it ended. What can't be written there is not done. */
class AuditFilter {

    private static final String ENTRY = "lockstep.audit-entry";

    private final AuditLog log;
    private final Callers callers;

    AuditFilter(AuditLog log, Callers callers) {
        this.log = log;
        this.callers = callers;
    }

    @Audited
    @ServerRequestFilter
    Uni<Void> begin(ContainerRequestContext request) {
        return log.begin(
                        callers.now(),
                        request.getMethod(),
                        request.getUriInfo().getRequestUri().getRawPath())
                .invoke(id -> request.setProperty(ENTRY, id))
                .replaceWithVoid();
    }

    @Audited
    @ServerResponseFilter
    Uni<Void> end(ContainerRequestContext request, ContainerResponseContext answer) {
        return request.getProperty(ENTRY) instanceof UUID id
                ? log.end(id, answer.getStatus())
                : Uni.createFrom().voidItem();
    }
}
