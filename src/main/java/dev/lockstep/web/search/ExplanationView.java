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

        @Schema(examples = "the sum over the legs of weight * evidence")
        String formula,

        List<String> terms,
        List<String> languages) {

    /**
     * The place that a leg gave to the hit.
     *
     * @param rank from 1
     * @param evidence what the score says of the hit, on the scale of both legs
     * @param source index, buffer or catalog
     */
    public record LegView(int rank, float score, double evidence, double weight, double contribution, String source) {
        static @Nullable LegView of(@Nullable Place place) {
            return place == null
                    ? null
                    : new LegView(
                            place.rank(),
                            place.score(),
                            place.evidence(),
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
                        formula(explanation),
                        explanation.terms(),
                        explanation.languages());
    }

    private static String formula(Explanation explanation) {
        if (!explanation.fused()) {
            return "the score of the leg";
        }
        return "the sum over the legs of "
                + (explanation.k() == null ? "weight * evidence" : "weight / (" + explanation.k() + " + rank)");
    }
}
