package dev.lockstep.models.provided;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.HttpException;
import dev.lockstep.models.embedding.remote.RemoteFailure;
import dev.lockstep.models.embedding.remote.RemoteFailure.Kind;
import dev.lockstep.models.embedding.remote.RemoteRefusals;
import io.vertx.core.VertxException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the failures of providers mean. Each has its own, but below them are those of HTTP. Messages end a sentence that begins with
 * who was asked.
 */
public final class ProviderFailures {

    private static final int DEEPEST = 20;

    private ProviderFailures() {}

    public static RemoteFailure of(Throwable failure, Provided<?> model) {
        List<Throwable> causes = causes(failure);
        return causes.stream()
                .flatMap(cause -> Optional.ofNullable(refusal(cause, model)).stream())
                .findFirst()
                .orElseGet(() -> causes.stream()
                        .flatMap(cause -> Optional.ofNullable(ofTransport(cause)).stream())
                        .findFirst()
                        .orElseGet(() -> new RemoteFailure(
                                Kind.BROKEN, "failed (" + failure.getClass().getSimpleName() + ")", failure)));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable each = failure; each != null && causes.size() < DEEPEST; each = each.getCause()) {
            causes.add(each);
        }
        return causes;
    }

    /** Reads what a server has said. */
    private static @Nullable RemoteFailure refusal(Throwable cause, Provided<?> model) {
        if (cause instanceof RemoteFailure known) {
            return known;
        }
        if (cause instanceof WebApplicationException refused
                && refused.getResponse().getStatus() >= 300) {
            Response response = refused.getResponse();
            return RemoteRefusals.of(
                    response.getStatus(),
                    Optional.ofNullable(response.getHeaderString("Retry-After")),
                    body(response),
                    model::withoutKey);
        }
        return cause instanceof HttpException refused
                ? RemoteRefusals.of(
                        refused.statusCode(), Optional.empty(), String.valueOf(refused.getMessage()), model::withoutKey)
                : null;
    }

    private static String body(Response response) {
        try {
            return response.hasEntity() ? response.readEntity(String.class) : "";
        } catch (RuntimeException e) {
            // Somebody has read it already.
            return "";
        }
    }

    private static @Nullable RemoteFailure ofTransport(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof dev.langchain4j.exception.TimeoutException) {
            return new RemoteFailure(Kind.LATE, "did not answer in time", cause);
        }
        if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
            return new RemoteFailure(Kind.AWAY, "can't be reached", cause);
        }
        if (cause instanceof JsonProcessingException || cause instanceof WebApplicationException) {
            return new RemoteFailure(Kind.BROKEN, "answered with something that is not an answer", cause);
        }
        return cause instanceof IOException || cause instanceof VertxException
                ? new RemoteFailure(Kind.BROKEN, "broke off its answer", cause)
                : null;
    }
}
