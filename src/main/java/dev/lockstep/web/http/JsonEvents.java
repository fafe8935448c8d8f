package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/**
 * Makes server-sent events whose data is JSON. To the framework the data is text: for any other type it writes a line
 * {@code content-type}, which the protocol does not have.
 */
@ApplicationScoped
public class JsonEvents {

    private final ObjectMapper json;

    JsonEvents(ObjectMapper json) {
        this.json = json;
    }

    public OutboundSseEvent.Builder event(Sse sse, String name, Object data) {
        try {
            return sse.newEventBuilder().name(name).data(json.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
