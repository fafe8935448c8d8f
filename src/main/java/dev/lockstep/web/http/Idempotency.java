package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.idempotency.KeyedOutcome;
import dev.lockstep.engine.idempotency.KeyedOutcome.Fresh;
import dev.lockstep.engine.idempotency.KeyedOutcome.Replayed;
import dev.lockstep.engine.idempotency.KeyedWork;
import dev.lockstep.engine.idempotency.Replay;
import dev.lockstep.platform.reactive.CallerContext;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Honours {@code Idempotency-Key}: a write that comes again with the same key is answered as the first time, and
 * done once.
 *
 * <p>The response is kept by the transaction that makes the write visible, so there is no moment at which a crash could leave
 * one without the other. A refusal before anything is staged is not kept: the request may be corrected and sent again.
 *
 * <p>So the response has to travel to where that transaction is. What travels is the way to make it: only the commit knows the
 * version that it gives, and only the web knows what an answer looks like.
 *
 * <pre>
 *  here              Write.Once(key, result -&gt; response)          made by {@link #once}, or by DocumentFormat.write
 *                        │ part of a Write, through a feature,
 *                        │ which knows only that there is one
 *                        ▼
 *  engine            Assignment.of(write, steps, result)
 *  .unitofwork           │ becomes Assignment.Reply(key, () -&gt; response of result)
 *                        ▼
 *                    Staging    (T1)   the key: a second request finds it in flight
 *                    Commit     (T2)   steps visible ─┬─ in the same instant
 *                        │             the response ──┘  (Commit.keepResponse)
 *                        ▼
 *  catalog           unit_of_work.idempotency_key, request_hash, response
 *                        │
 *                        ▼  the same request, again
 *  engine            Replays ──&gt; Replay.Answered(response)
 *  .idempotency          │
 *                        ▼
 *  here              {@link #response}, with Idempotency-Replayed: true
 * </pre>
 *
 * <p>A write that finds nothing to change has no unit of work to travel with; {@code UnitsOfWork.unchanged} keeps its response.
 */
@ApplicationScoped
public class Idempotency {

    static final String KEY = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** A Content-Length with at most this many digits is below 100,000. */
    private static final int SMALL_LENGTH = 5;

    private final RoutingContext request;
    private final KeyedWork keyed;
    private final ObjectMapper json;
    private final ObjectWriter canonical;
    private final Callers callers;

    Idempotency(RoutingContext request, KeyedWork keyed, ObjectMapper json, Callers callers) {
        this.callers = callers;
        this.request = request;
        this.keyed = keyed;
        this.json = json;
        this.canonical = json.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /**
     * Carries out a write, or answers as it was answered before.
     *
     * @param body what the request says beyond its path and headers
     * @param answer makes the response from what the write gives back
     */
    public <R> Uni<RestResponse<Object>> once(
            @Nullable Object body, Function<Write<R>, Uni<R>> write, Function<R, Answer> answer) {
        return keyed(body, key -> {
            Write.Once<R> once = key == null
                    ? null
                    : new Write.Once<>(key, result -> answer.apply(result).toStored(json));
            return write.apply(new Write<>(callers.now(), once))
                    .map(result -> answer.apply(result).toResponse());
        });
    }

    /** Carries out a write that keeps its response by itself, or answers as it was answered before. */
    public Uni<RestResponse<Object>> keyed(
            @Nullable Object body, Function<@Nullable IdempotencyKey, Uni<RestResponse<Object>>> write) {
        return key(body).map(given -> given.orElse(null)).chain(key -> keyed.request(
                        callers.now(), key, () -> write.apply(key))
                .map(outcome -> response(outcome, Function.identity())));
    }

    /** Returns the key of a request that somebody else carries out, who asks for the key when the time has come. */
    public Uni<Optional<IdempotencyKey>> key(@Nullable Object body) {
        return Uni.createFrom().deferred(() -> {
            String key = request.request().getHeader(KEY);
            if (key == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            String named = check(key);
            return hash(body).map(hash -> Optional.of(new IdempotencyKey(named, hash)));
        });
    }

    /**
     * Returns the response to a keyed write, new or replayed.
     *
     * @param fresh makes the response to what was done now
     */
    public static <T> RestResponse<Object> response(KeyedOutcome<T> outcome, Function<T, RestResponse<Object>> fresh) {
        return outcome instanceof Fresh<T> done
                ? fresh.apply(done.result())
                : replayed(((Replayed<T>) outcome).replay());
    }

    private static RestResponse<Object> replayed(Replay earlier) {
        if (earlier instanceof Replay.Undone undone) {
            throw replayed(undone.failure());
        }
        return earlier instanceof Replay.BecameJob deferred
                ? JobView.accepted(deferred.job()).with(REPLAYED, "true").toResponse()
                : Answer.replayed(((Replay.Answered) earlier).response());
    }

    private static HttpProblem replayed(Failure failure) {
        HttpProblem.Builder problem = Problems.forGood(failure);
        return problem.withHeader(REPLAYED, "true").build();
    }

    private static String check(String key) {
        if (!VISIBLE.matcher(key).matches()) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    KEY + " must be 1 to 255 visible ASCII characters, such as a UUID",
                    Map.of("header", KEY));
        }
        return key;
    }

    /**
     * Computes SHA-256 over everything that makes two requests the same one; for large ones it does so off the event
     * loop.
     */
    private Uni<String> hash(@Nullable Object body) {
        HttpServerRequest sent = request.request();
        String head = String.join(
                "\n",
                sent.method().name(),
                sent.path(),
                String.valueOf(sent.query()),
                String.valueOf(sent.getHeader(HttpHeaders.IF_MATCH)),
                String.valueOf(sent.getHeader(HttpHeaders.IF_NONE_MATCH)));
        // Who does not see everything must not be told what another one was answered.
        Caller caller = callers.now();
        boolean seesEverything = caller.ownOnly() == null && caller.readership().isEveryone();
        String whole = seesEverything ? head : head + "\n" + caller.name();
        return isSmall(sent)
                ? Uni.createFrom().item(hash(whole, body))
                : CallerContext.compute(() -> hash(whole, body));
    }

    /** Tells whether the body is surely small; nothing is known of one that is packed or does not announce its length. */
    private static boolean isSmall(HttpServerRequest sent) {
        String length = sent.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean hasBody = length != null || sent.getHeader("Transfer-Encoding") != null;
        boolean packed = sent.getHeader(HttpHeaders.CONTENT_ENCODING) != null;
        return !hasBody || (!packed && length != null && length.length() <= SMALL_LENGTH);
    }

    private String hash(String head, @Nullable Object body) {
        try {
            String everything = head + "\n" + canonical.writeValueAsString(body);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(everything.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
