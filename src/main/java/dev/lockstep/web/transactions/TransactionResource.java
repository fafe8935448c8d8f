package dev.lockstep.web.transactions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.domain.Again;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Operation;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.features.transactions.TransactionHistory;
import dev.lockstep.features.transactions.TransactionOptions;
import dev.lockstep.features.transactions.TransactionService;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.Page;
import dev.lockstep.web.http.ProblemStatus;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Carries out several operations as one unit of work, and tells what became of every unit of work. */
@Path("/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Transactions")
public class TransactionResource {

    private static final List<String> STATUSES = List.of("in_progress", "completed", "compensated", "failed");

    /** RFC 3339 writes years with four digits. Java reads more, and PostgreSQL does not know them all. */
    private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}-.*");

    /** A page lists at most this many, because each may have hundreds of steps. */
    private static final int MOST_LISTED = 100;

    private final TransactionService service;
    private final TransactionHistory history;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Callers callers;

    TransactionResource(
            TransactionService service,
            TransactionHistory history,
            Idempotency idempotency,
            ObjectMapper json,
            Callers callers) {
        this.callers = callers;
        this.service = service;
        this.history = history;
        this.idempotency = idempotency;
        this.json = json;
    }

    @POST
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "executeTransaction",
            summary = "Carry out several operations, all or none",
            description =
                    "They become visible in one instant. What is wrong with an operation is found before anything is"
                            + " stored. If one fails later, all are undone, the answer has the status of that failure and says"
                            + " which steps were undone.")
    @APIResponse(
            responseCode = "200",
            description = "Completed: everything is visible",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    @APIResponse(
            responseCode = "202",
            description = "The time was up, and it goes on in the background",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    @APIResponse(
            responseCode = "409",
            description = "Compensated: someone else changed a document meanwhile, and nothing is visible",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    @APIResponse(
            responseCode = "404",
            description = "Nothing was begun; or compensated: what it names is not there",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "422",
            description = "Nothing was begun: a value can not be stored; or compensated",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "413",
            description = "Nothing was begun: too large, or too many operations; or compensated",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "429",
            description = "Nothing was begun, or compensated: there was no room",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "500",
            description = "Nothing was begun, or compensated: something went wrong here",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "502",
            description = "Nothing was begun, or compensated: what a model answered can not be used",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "503",
            description = "Nothing was begun, or compensated: a store or a model is away, or the time was up",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(
            responseCode = "412",
            description = "Compensated: a precondition does not hold",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    public Uni<RestResponse<Object>> execute(TransactionBody body) {
        List<Operation> operations = Bodies.require(body).asked();
        TransactionOptions options = body.howTo();
        return idempotency.keyed(body, key -> service.execute(callers.now(), key, operations, options, this::answer)
                .map(Answer::of));
    }

    /**
     * Makes the answer of a transaction. Its status is that of the failure it was undone for, so a client knows
     * without looking into the body.
     */
    private StoredResponse answer(TransactionResult result) {
        TransactionView view = TransactionView.of(result);
        Answer answer = new Answer(status(result), Map.of(), view);
        if (result.error() != null && result.error().retryAfter().isPresent()) {
            // The wait that the failure knew holds at this moment only, but the answer is kept: so it gets the usual
            // one.
            answer = answer.with(HttpHeaders.RETRY_AFTER, String.valueOf(Again.RETRY_AFTER_SECONDS));
        }
        return answer.with(
                        HttpHeaders.LOCATION,
                        UriBuilder.fromPath("/v1/transactions/{id}")
                                .build(view.id())
                                .toString())
                .toStored(json);
    }

    private static int status(TransactionResult result) {
        if (result.state().isCommitted()) {
            return RestResponse.StatusCode.OK;
        }
        return result.error() == null
                ? RestResponse.StatusCode.ACCEPTED
                : ProblemStatus.of(result.error().code());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST})
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "getTransaction",
            summary = "What became of a transaction",
            description = "Every write is one: of those to single documents too, until the retention time is over.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    public Uni<RestResponse<Object>> get(@RestPath String id) {
        return history.get(callers.now(), id(id)).map(entry -> RestResponse.ok(view(entry)));
    }

    /** Shows a transaction. A completed one has kept what its commit knew: the versions and ids that it gave. */
    private Object view(TransactionHistory.Entry entry) {
        StoredResponse kept = entry.response();
        if (kept != null && kept.body() != null && entry.result().state().isCommitted()) {
            JsonNode body = tree(kept.body());
            if (body.has("step_results")) {
                return ((ObjectNode) body)
                        .put("created_at", entry.createdAt().toString())
                        .put("created_by", entry.createdBy());
            }
        }
        return TransactionView.of(entry);
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored response is not JSON", e);
        }
    }

    @GET
    @RolesAllowed(KeyScopes.READ)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "listTransactions",
            summary = "List transactions, newest first",
            description =
                    "Those of the retention time, or those of them that a state, a time or a knowledge base selects.")
    public Uni<Page<TransactionView>> list(
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String since,
            @RestQuery @Nullable String until,
            @RestQuery("knowledge_base") @Nullable String knowledgeBase,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit, MOST_LISTED);
        return history.page(
                        callers.now(),
                        status(status),
                        time("since", since),
                        time("until", until),
                        knowledgeBase,
                        Cursor.TRANSACTIONS.decodeId(cursor, UnitOfWorkId::new),
                        size + 1)
                .map(found -> Page.of(
                        found, size, entry -> TransactionView.of(entry), Cursor.TRANSACTIONS, entry -> entry.result()
                                .id()));
    }

    @POST
    @Path("/{id}/retry")
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "retryTransaction",
            summary = "Try again to undo a transaction that failed to be undone",
            description = "For an administrator, once the cause is mended. Its points stay invisible meanwhile.")
    @APIResponse(
            responseCode = "202",
            description = "It is being undone",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "409", description = "It is not 'failed': code transaction_not_parked")
    public Uni<RestResponse<TransactionView>> retry(@RestPath String id) {
        return history.retry(callers.now(), id(id)).map(entry -> RestResponse.ResponseBuilder.<TransactionView>create(
                        RestResponse.Status.ACCEPTED, TransactionView.of(entry))
                .build());
    }

    private static @Nullable String status(@Nullable String status) {
        if (status != null && !STATUSES.contains(status)) {
            throw invalid(
                    "status", "'status' must be one of " + String.join(", ", STATUSES) + ", not '" + status + "'");
        }
        return status;
    }

    private static @Nullable Instant time(String parameter, @Nullable String time) {
        if (time == null) {
            return null;
        }
        try {
            if (FOUR_DIGITS.matcher(time).matches()) {
                return Instant.parse(time);
            }
        } catch (DateTimeParseException otherwise) {
            // The text is refused like any other that is not a time.
        }
        throw invalid(
                parameter,
                "'" + parameter + "' must be a time such as 2026-11-21T08:00:00Z (RFC 3339), not '" + time + "'");
    }

    private static UnitOfWorkId id(String id) {
        try {
            return new UnitOfWorkId(UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            throw new NotFound(
                    ErrorCode.TRANSACTION_NOT_FOUND,
                    "'" + id + "' is not a transaction id",
                    Map.of("transaction_id", id));
        }
    }

    private static Rejected invalid(String parameter, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("parameter", parameter));
    }
}
