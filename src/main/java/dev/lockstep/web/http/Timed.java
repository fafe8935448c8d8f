package dev.lockstep.web.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An answer that tells how long it took, under one name wherever it stands. */
public interface Timed {

    /** Returns how long the request took in the service, in milliseconds. */
    long executionTimeMs();

    /** Returns the same under the name that older clients read. */
    @JsonProperty("took_ms")
    @Schema(name = "took_ms", deprecated = true, description = "The same as execution_time_ms")
    default long tookMs() {
        return executionTimeMs();
    }
}
