package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.StoredResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** A response in the making. It is sent now, and kept in case the request comes again. */
public record Answer(
        int status, Map<String, String> headers, @Nullable Object entity) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(Object entity) {
        return new Answer(200, Map.of(), entity);
    }

    public static Answer created(URI location, Object entity) {
        return new Answer(201, Map.of("Location", location.toString()), entity);
    }

    /** Returns the answer to a request that is carried out later; the location tells how it goes. */
    public static Answer accepted(URI location, Object entity) {
        return new Answer(202, Map.of("Location", location.toString()), entity);
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), null);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, entity);
    }

    public RestResponse<Object> toResponse() {
        return response(status, headers, entity).build();
    }

    public StoredResponse toStored(ObjectMapper json) {
        try {
            return new StoredResponse(status, headers, entity == null ? null : json.writeValueAsString(entity));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RestResponse<Object> of(StoredResponse stored) {
        return response(stored.status(), stored.headers(), stored.body()).build();
    }

    /**
     * Returns a stored response without the advice to try again later, because the same request would get the same
     * replay.
     */
    static RestResponse<Object> replayed(StoredResponse stored) {
        Map<String, String> headers = new LinkedHashMap<>(stored.headers());
        headers.remove(HttpHeaders.RETRY_AFTER);
        return response(stored.status(), headers, stored.body())
                .header(Idempotency.REPLAYED, "true")
                .build();
    }

    private static ResponseBuilder<Object> response(int status, Map<String, String> headers, @Nullable Object entity) {
        ResponseBuilder<Object> response = ResponseBuilder.create(status, null);
        headers.forEach(response::header);
        if (entity != null) {
            response.entity(entity).type(MediaType.APPLICATION_JSON_TYPE);
        }
        return response;
    }
}
