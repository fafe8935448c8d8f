package dev.lockstep.web.knowledgebases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.ChunkingRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a document is cut. Sizes are in tokens of the embedding model. */
@Schema(name = "Chunking")
@JsonInclude(Include.NON_NULL)
public record ChunkingBody(
        @Schema(
                description =
                        "recursive (as usual), sentences, headings, pages, code, or none: what you send is not cut",
                examples = "headings",
                enumeration = {"recursive", "sentences", "headings", "pages", "code", "none"})
        @Nullable
        String strategy,

        @Schema(description = "The largest chunk", examples = "384", minimum = "16", maximum = "8192") @Nullable
        Integer maxTokens,

        @Schema(
                description = "What a chunk repeats of the one before",
                examples = "48",
                minimum = "0",
                maximum = "4095")
        @Nullable
        Integer overlapTokens,

        @Schema(
                description = "The most sentences of a chunk; for the strategy sentences",
                minimum = "1",
                maximum = "1000")
        @Nullable
        Integer maxSentences,

        @Schema(
                description =
                        "How many sentences a chunk repeats, instead of overlap_tokens; for the strategy sentences",
                minimum = "0",
                maximum = "50")
        @Nullable
        Integer overlapSentences) {

    public static ChunkingRequest request(@Nullable ChunkingBody body) {
        return body == null
                ? ChunkingRequest.NOTHING
                : new ChunkingRequest(
                        body.strategy, body.maxTokens, body.overlapTokens, body.maxSentences, body.overlapSentences);
    }

    static ChunkingBody of(Chunking chunking) {
        boolean sized = chunking.strategy() != Strategy.NONE;
        return new ChunkingBody(
                chunking.strategy().wireName(),
                sized ? chunking.maxTokens() : null,
                sized && chunking.overlapSentences() == null ? chunking.overlapTokens() : null,
                chunking.maxSentences(),
                chunking.overlapSentences());
    }
}
