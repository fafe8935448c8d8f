package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response that is kept with its unit of work, to be given again when the same request comes again.
 *
 * @param headers by name; those that belong to the outcome, not to the connection
 * @param body JSON text, or null for none
 */
public record StoredResponse(
        int status, Map<String, String> headers, @Nullable String body) {
    public StoredResponse {
        headers = Map.copyOf(headers);
    }
}
