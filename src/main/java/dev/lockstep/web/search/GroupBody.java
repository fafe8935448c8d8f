package dev.lockstep.web.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Whether hits are documents, and how many chunks of each are listed: {@code true}, {@code false} or {@code {"chunks": 3}}. */
public final class GroupBody {

    private static final int USUAL = 3;

    private final @Nullable Integer chunks;

    private GroupBody(@Nullable Integer chunks) {
        this.chunks = chunks;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static GroupBody of(boolean wanted) {
        return new GroupBody(wanted ? USUAL : null);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static GroupBody of(@JsonProperty("chunks") @Nullable Integer chunks) {
        return new GroupBody(chunks == null ? Integer.valueOf(USUAL) : chunks);
    }

    /** Returns how many chunks of each document are listed; null when hits are chunks. */
    @Nullable
    Integer perDocument() {
        return chunks;
    }
}
