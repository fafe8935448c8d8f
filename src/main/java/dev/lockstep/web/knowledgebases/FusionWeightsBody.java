package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.FusionWeights;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The weights of a hybrid search's two rankings, for every search of the knowledge base that names none. */
@Schema(name = "FusionWeights")
public record FusionWeightsBody(
        @Schema(
                description = "Of the ranking by meaning, 0 to 1000; null when each search is to find it out",
                examples = "0.5",
                minimum = "0",
                maximum = "1000")
        @Nullable
        Double dense,

        @Schema(
                description = "Of the ranking by words, 0 to 1000; null for the usual one",
                examples = "1",
                minimum = "0",
                maximum = "1000")
        @Nullable
        Double lexical) {

    FusionWeights weights() {
        return FusionWeights.accept(dense, lexical);
    }

    static @Nullable FusionWeightsBody of(FusionWeights weights) {
        return weights.equals(FusionWeights.UNSET) ? null : new FusionWeightsBody(weights.dense(), weights.lexical());
    }
}
