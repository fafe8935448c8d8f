package dev.lockstep.models.embedding.remote;

import dev.lockstep.models.embedding.remote.RemoteFailure.Kind;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what another status than success means. */
public final class RemoteRefusals {

    private static final int LONGEST = 300;

    private RemoteRefusals() {}

    static RemoteFailure of(EmbeddingEndpoint endpoint, HttpResponse<byte[]> response) {
        return of(
                response.statusCode(),
                response.headers().firstValue("retry-after"),
                new String(response.body(), StandardCharsets.UTF_8),
                endpoint::withoutKey);
    }

    /**
     * Reads a refusal.
     *
     * @param retryAfter the header of that name
     * @param harmless removes the key, which a server may repeat
     */
    public static RemoteFailure of(
            int status, Optional<String> retryAfter, String body, UnaryOperator<String> harmless) {
        String said = harmless.apply(said(body));
        return new RemoteFailure(
                kind(status),
                "answered with status " + status + (said.isEmpty() ? "" : ": " + said),
                retryAfter.flatMap(RemoteRefusals::duration).orElse(null),
                null);
    }

    private static Kind kind(int status) {
        if (status == 429) {
            return Kind.BUSY;
        }
        return status >= 500 || status == 408 ? Kind.AWAY : Kind.REFUSED;
    }

    /** Reads how long to wait, which is said in seconds or as a date. */
    private static Optional<Duration> duration(String value) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip()))));
        } catch (NumberFormatException e) {
            return untilDate(value.strip());
        }
    }

    private static Optional<Duration> untilDate(String value) {
        try {
            Duration left = Duration.between(
                    Instant.now(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code {"error": {"message": ".."}}} of OpenAI or {@code {"error": ".."}} of Ollama, and nothing of what is not JSON. */
    private static String said(String body) {
        try {
            Object error = new JsonObject(body).getValue("error");
            String message = message(error).replaceAll("\\s+", " ").strip();
            return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " ...";
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }

    private static String message(@Nullable Object error) {
        Object message = error instanceof JsonObject details ? details.getValue("message") : error;
        return message instanceof String text ? text : "";
    }
}
