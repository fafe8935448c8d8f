package dev.lockstep.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a document is cut, in tokens of the embedding model. */
public record ChunkingBody(
        @Schema(description = "The largest chunk", examples = "384") @Nullable
        Integer maxTokens,

        @Schema(description = "What a chunk repeats of the one before", examples = "48") @Nullable
        Integer overlapTokens) {

    static final ChunkingBody DEFAULT = new ChunkingBody(null, null);
}
