package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Write;
import dev.lockstep.features.jobs.JobService;
import dev.lockstep.features.transactions.Replays;
import dev.lockstep.features.transactions.Replays.Replay;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.web.documents.Deferral;
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
 * {@code Idempotency-Key}: a write that comes again with the same key is answered as the first time, and done once.
 *
 * <p>The response is kept by the transaction that makes the write visible, so there is no moment at which a crash could leave
 * one without the other. What is refused before anything is staged is not kept: the request may be mended and sent again.
 */
@ApplicationScoped
public class Idempotency {

    static final String KEY = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** Digits of a Content-Length below 100,000. */
    private static final int SMALL_LENGTH = 5;

    private final RoutingContext request;
    private final Replays replays;
    private final JobService jobs;
    private final ObjectMapper json;
    private final ObjectWriter canonical;

    Idempotency(RoutingContext request, Replays replays, JobService jobs, ObjectMapper json) {
        this.request = request;
        this.replays = replays;
        this.jobs = jobs;
        this.json = json;
        this.canonical = json.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /**
     * Carries out a write, or answers as it was answered before.
     *
     * @param body what the request says, as far as path and headers do not
     * @param answer of what the write gives back
     */
    public <R> Uni<RestResponse<Object>> once(
            @Nullable Object body, Function<Write<R>, Uni<R>> write, Function<R, Answer> answer) {
        return keyed(body, key -> under(key, write, answer));
    }

    /** Carries out a write under a key that is known to be free, or under none. */
    public <R> Uni<RestResponse<Object>> under(
            @Nullable IdempotencyKey key, Function<Write<R>, Uni<R>> write, Function<R, Answer> answer) {
        Write.Once<R> once = key == null
                ? null
                : new Write.Once<>(key, result -> answer.apply(result).toStored(json));
        return write.apply(new Write<>(Tenant.DEFAULT, once))
                .map(result -> answer.apply(result).toResponse());
    }

    /** The same for writes that keep their response by themselves. */
    public Uni<RestResponse<Object>> keyed(
            @Nullable Object body, Function<@Nullable IdempotencyKey, Uni<RestResponse<Object>>> write) {
        return key(body)
                .chain(key -> key.isEmpty()
                        ? write.apply(null)
                        : replays.find(Tenant.DEFAULT, key.get()).chain(earlier -> answer(key.get(), earlier, write)));
    }

    /** The key of a request that is several writes. */
    public Uni<Optional<IdempotencyKey>> key(@Nullable Object body) {
        String key = request.request().getHeader(KEY);
        if (key == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        String named = check(key);
        return hash(body).map(hash -> Optional.of(new IdempotencyKey(named, hash)));
    }

    private Uni<RestResponse<Object>> answer(
            IdempotencyKey key,
            Optional<Replay> earlier,
            Function<@Nullable IdempotencyKey, Uni<RestResponse<Object>>> write) {
        if (earlier.isEmpty()) {
            return jobs.byKey(Tenant.DEFAULT, key)
                    .chain(job -> job.isPresent()
                            ? Uni.createFrom().item(Deferral.replayed(job.get()))
                            : write.apply(key)
                                    .onFailure(KnowledgeException.class)
                                    .recoverWithUni(failure -> asTheOther(key, failure)));
        }
        Failure failure = earlier.get().failure();
        return failure == null
                ? Uni.createFrom().item(Answer.replayed(earlier.get().response()))
                : Uni.createFrom().failure(replayed(failure));
    }

    /**
     * The same request may have come twice at once, and the other one been carried out since this one looked for it: what stands
     * in the way here is then what the other one has written, and its response is the right one.
     */
    private Uni<RestResponse<Object>> asTheOther(IdempotencyKey key, Throwable failure) {
        return replays.find(Tenant.DEFAULT, key)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(other -> other.map(Replay::response)
                        .map(response -> Uni.createFrom().item(Answer.replayed(response)))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
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

    /** SHA-256 over everything that makes two requests the same one; of large ones off the event loop. */
    private Uni<String> hash(@Nullable Object body) {
        HttpServerRequest sent = request.request();
        String head = String.join(
                "\n",
                sent.method().name(),
                sent.path(),
                String.valueOf(sent.query()),
                String.valueOf(sent.getHeader(HttpHeaders.IF_MATCH)),
                String.valueOf(sent.getHeader(HttpHeaders.IF_NONE_MATCH)));
        return isSmall(sent) ? Uni.createFrom().item(hash(head, body)) : CallerContext.compute(() -> hash(head, body));
    }

    /** Of what does not say its length nothing is known. */
    private static boolean isSmall(HttpServerRequest sent) {
        String length = sent.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean hasBody = length != null || sent.getHeader("Transfer-Encoding") != null;
        return !hasBody || (length != null && length.length() <= SMALL_LENGTH);
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
