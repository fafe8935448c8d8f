package dev.lockstep.web.development;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Write;
import dev.lockstep.features.documents.FilteredDeletion;
import dev.lockstep.platform.failpoint.Outage;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Does what only somebody who develops wants done: see the stores, load the sample, empty a knowledge base, break Qdrant. */
@Path("/dev")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProfile("dev")
public class DevelopmentResource {

    private static final String SAMPLE = "examples/handbook.jsonl";

    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 300;

    private final StoreAddresses stores;
    private final FilteredDeletion deletion;
    private final Outage outage;
    private final Vertx vertx;

    DevelopmentResource(StoreAddresses stores, FilteredDeletion deletion, Outage outage, Vertx vertx) {
        this.stores = stores;
        this.deletion = deletion;
        this.outage = outage;
        this.vertx = vertx;
    }

    /** Until when Qdrant is away. */
    public record OutageView(Instant until) {}

    /** How many documents are gone, and how many there are still. */
    public record EmptiedView(long deleted, @Nullable Long remaining) {}

    @GET
    @Path("/stores")
    @Operation(hidden = true)
    public StoresView stores() {
        return stores.view();
    }

    @GET
    @Path("/sample")
    @Produces("application/x-ndjson")
    @Operation(hidden = true)
    public Uni<String> sample() {
        return vertx.fileSystem()
                .readFile(SAMPLE)
                .map(Buffer::toString)
                .onFailure()
                .transform(absent -> new NotFound(
                        ErrorCode.NOT_FOUND,
                        "there is no file " + SAMPLE
                                + " below the working directory: start the service where the sources are"));
    }

    @POST
    @Path("/knowledge-bases/{kb}/empty")
    @Operation(hidden = true)
    public Uni<EmptiedView> empty(@RestPath String kb) {
        return deletion.delete(Write.by(Caller.LOCAL), kb, Filter.ALL)
                .map(report -> new EmptiedView(report.deleted(), report.remaining()));
    }

    @POST
    @Path("/outages")
    @Operation(hidden = true)
    public OutageView breakQdrant(@RestQuery @Nullable Integer seconds) {
        int length = Objects.requireNonNullElse(seconds, USUAL_SECONDS);
        if (length < 0 || length > MOST_SECONDS) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "the query parameter 'seconds' is " + length + ": it goes from 0 to " + MOST_SECONDS,
                    Map.of("parameter", "seconds"));
        }
        return new OutageView(outage.begin(Duration.ofSeconds(length)));
    }
}
