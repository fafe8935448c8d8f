package dev.lockstep.features.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out hits whose score is not above a value, and hits that do not have this score.
 *
 * @param on the score that is looked at
 */
public record Threshold(ScoreName on, double value) {

    boolean passes(RankedPoint ranked) {
        return switch (on) {
            case RELEVANCE -> ranked.relevance() > value;
            case DENSE -> passes(ranked.place(LegName.DENSE));
            case LEXICAL -> passes(ranked.place(LegName.LEXICAL));
            case FUSED -> ranked.score() > value;
            case RERANK -> true;
        };
    }

    private boolean passes(@Nullable Place place) {
        return place != null && place.score() > value;
    }

    /** Tells whether anything below the last candidates could still pass. */
    boolean mayPassBelow(Rankings rankings, Fusion fusion) {
        return switch (on) {
            case RELEVANCE -> fusion.relevanceAtMost(rankings) > value;
            case DENSE -> lastPasses(rankings.leg(LegName.DENSE));
            case LEXICAL -> lastPasses(rankings.leg(LegName.LEXICAL));
            case FUSED -> fusion.atMost(rankings) > value;
            case RERANK -> true;
        };
    }

    private boolean lastPasses(List<Candidate> candidates) {
        return !candidates.isEmpty() && candidates.get(candidates.size() - 1).score() > value;
    }

    /** Tells whether there can be such a score when these legs answer. */
    boolean isKnownTo(Rankings rankings) {
        return switch (on) {
            case DENSE -> rankings.legs().containsKey(LegName.DENSE);
            case LEXICAL -> rankings.legs().containsKey(LegName.LEXICAL);
            case RELEVANCE, FUSED, RERANK -> true;
        };
    }
}
