package dev.lockstep.web.access;

import dev.lockstep.domain.AuditEntry;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.access.AuditLog;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Tells who did what. */
@Path("/v1/audit")
@Tag(name = "Keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(KeyScopes.ADMIN)
public class AuditResource {

    private final AuditLog log;
    private final Callers callers;

    AuditResource(AuditLog log, Callers callers) {
        this.log = log;
        this.callers = callers;
    }

    /**
     * A page of the log.
     *
     * @param nextCursor where it goes on, also when nothing is there yet
     */
    @Schema(name = "AuditPage")
    public record AuditPage(List<AuditView> data, @Nullable String nextCursor) {
        public AuditPage {
            data = List.copyOf(data);
        }
    }

    @GET
    @Operation(
            operationId = "readAuditLog",
            summary = "Who did what, oldest first",
            description =
                    "All writes of the tenant: transactions, and what else keys were used for. To follow it, ask again"
                            + " with next_cursor, which stays the same while nothing is new.")
    public Uni<AuditPage> read(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return log.page(callers.now(), Cursor.AUDIT.decodeId(cursor, Function.identity()), Cursor.limit(limit))
                .map(found -> new AuditPage(found.stream().map(AuditView::of).toList(), next(found, cursor)));
    }

    private static @Nullable String next(List<AuditEntry> found, @Nullable String cursor) {
        if (found.isEmpty()) {
            return cursor;
        }
        UUID last = found.get(found.size() - 1).id();
        return Cursor.AUDIT.encode(last);
    }
}
