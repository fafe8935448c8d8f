package dev.lockstep.web.search;

import dev.lockstep.features.search.Hit.Explanation;
import dev.lockstep.features.search.LegName;
import dev.lockstep.features.search.Place;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The reasons why a hit is where it is.
 *
 * @param dense null when the leg did not find it, as is {@code lexical}
 * @param terms the stemmed words of the query that the hit has
 * @param languages in which the query was read, so that it has the words that documents have
 */
public record ExplanationView(
        @Nullable LegView dense,
        @Nullable LegView lexical,

        @Schema(examples = "the sum over the legs of weight / (60.0 + rank)")
        String formula,

        List<String> terms,
        List<String> languages) {

    /**
     * The place that a leg gave to the hit.
     *
     * @param rank from 1
     * @param source index, buffer or catalog
     */
    public record LegView(int rank, float score, double weight, double contribution, String source) {
        static @Nullable LegView of(@Nullable Place place) {
            return place == null
                    ? null
                    : new LegView(
                            place.rank(),
                            place.score(),
                            place.weight(),
                            place.contribution(),
                            place.source().wireName());
        }
    }

    static @Nullable ExplanationView of(@Nullable Explanation explanation) {
        return explanation == null
                ? null
                : new ExplanationView(
                        LegView.of(explanation.legs().get(LegName.DENSE)),
                        LegView.of(explanation.legs().get(LegName.LEXICAL)),
                        explanation.k() == null
                                ? "the score of the leg"
                                : "the sum over the legs of weight / (" + explanation.k() + " + rank)",
                        explanation.terms(),
                        explanation.languages());
    }
}
