package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.features.reembedding.ReembedRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings to build a knowledge base with; what is left out stays as it is. */
public record ReembedBody(
        @Schema(description = "One that the service runs") @Nullable
        String embeddingModel,

        @Schema(description = "Documents that were stored with a chunking of their own keep it") @Nullable
        ChunkingBody chunking,

        @Schema(
                description = "By which its words are cut and stemmed: ISO 639-1, und for none in particular, or auto:"
                        + " as found in each document",
                examples = "en",
                pattern = "^(auto|[a-z]{2,3})$")
        @Nullable
        String language) {

    static ReembedRequest request(@Nullable ReembedBody body) {
        if (body == null) {
            return new ReembedRequest(null, ChunkingRequest.NOTHING, null);
        }
        return new ReembedRequest(body.embeddingModel, ChunkingBody.request(body.chunking), body.language);
    }
}
