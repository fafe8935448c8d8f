package dev.lockstep.web.access;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.access.KeyService;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Page;
import dev.lockstep.web.http.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Makes, lists, rotates and revokes keys. No answer with a secret is kept, so there is no Idempotency-Key here. */
@Path("/v1/keys")
@Tag(name = "Keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(KeyScopes.ADMIN)
public class KeyResource {

    private final KeyService keys;
    private final Callers callers;

    KeyResource(KeyService keys, Callers callers) {
        this.keys = keys;
        this.callers = callers;
    }

    /** How a key is rotated. */
    @Schema(name = "Rotation")
    public record RotationBody(
            @Schema(
                    description = "How long the secret that it had goes on working; not at all, if it is left out",
                    minimum = "0",
                    maximum = "2592000")
            @Nullable
            Long graceSeconds) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited
    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description = "Its secret is in this answer and nowhere else.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    @APIResponse(responseCode = "409", description = "A key has the name: code key_exists")
    public Uni<RestResponse<KeyView>> create(KeyBody body) {
        return keys.create(callers.now(), Bodies.require(body).draft())
                .map(issued -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, KeyView.of(issued))
                        .header(
                                HttpHeaders.LOCATION,
                                UriBuilder.fromPath("/v1/keys/{id}")
                                        .build(issued.key().id()))
                        .build());
    }

    @GET
    @Operation(
            operationId = "listKeys",
            summary = "List keys, newest first",
            description = "With those that were revoked or have expired. The operator sees those of all tenants.")
    public Uni<Page<KeyView>> list(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return keys.page(callers.now(), Cursor.KEYS.decodeId(cursor, Function.identity()), size + 1)
                .map(found -> Page.of(found, size, KeyView::of, Cursor.KEYS, key -> key.id()));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getKey",
            summary = "Read a key, without its secret",
            description = "With when it was last used, and whether it was revoked.")
    public Uni<KeyView> get(@RestPath String id) {
        return keys.get(callers.now(), id(id)).map(KeyView::of);
    }

    @DELETE
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, Problems.JSON})
    @Audited
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "For ever. Other replicas notice within lockstep.access.remember-keys.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<Void> revoke(@RestPath String id) {
        return keys.revoke(callers.now(), id(id));
    }

    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited
    @Operation(
            operationId = "rotateKey",
            summary = "Give a key another secret",
            description = "Name, scopes and all else stay; so does what the key has written.")
    public Uni<KeyView> rotate(@RestPath String id, @Nullable RotationBody body) {
        return keys.rotate(callers.now(), id(id), body == null ? null : body.graceSeconds())
                .map(KeyView::of);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw KeyService.missing(text);
        }
    }
}
