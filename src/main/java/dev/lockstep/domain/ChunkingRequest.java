package dev.lockstep.domain;

import dev.lockstep.domain.Chunking.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chunking as a client asks for it, unchecked. A value that is null is as it was, or as usual. */
public record ChunkingRequest(
        @Nullable String strategy,
        @Nullable Integer maxTokens,
        @Nullable Integer overlapTokens,
        @Nullable Integer maxSentences,
        @Nullable Integer overlapSentences) {

    public static final ChunkingRequest NOTHING = new ChunkingRequest(null, null, null, null, null);

    private static final int MOST_SENTENCES = 1_000;
    private static final int MOST_OVERLAP_SENTENCES = 50;

    /** A chunk may repeat this share of its size from the one before when nothing is said about it. */
    private static final int OVERLAP_SHARE = 8;

    /**
     * Returns what was asked for, on the ground of what holds otherwise.
     *
     * @param before what holds where nothing is asked for
     * @param modelTokens the longest text that the embedding model reads
     * @throws Rejected naming the setting and its bounds
     */
    public Chunking on(Chunking before, int modelTokens) {
        Strategy asked = askedStrategy().orElseGet(() -> countsSentences() ? Strategy.SENTENCES : before.strategy());
        if (asked == Strategy.NONE) {
            requireNoSizes();
            return Chunking.NONE;
        }
        Chunking base = (before.strategy() == Strategy.NONE ? Chunking.DEFAULT : before).within(modelTokens);
        int max = between("max_tokens", maxTokens, Chunking.SMALLEST, modelTokens, base.maxTokens());
        return asked == Strategy.SENTENCES ? sentences(base, max) : sized(asked, base, max);
    }

    /** The strategy that was asked for; absent when nothing is said of it. */
    public Optional<Strategy> askedStrategy() {
        return strategy == null
                ? Optional.empty()
                : Optional.of(Strategy.named(strategy)
                        .orElseThrow(() -> invalid(
                                "strategy",
                                "must be one of " + String.join(", ", Strategy.wireNames()) + ", not '" + strategy
                                        + "'",
                                Map.of("known", Strategy.wireNames()))));
    }

    /** Numbers of sentences are of one strategy only, so whoever gives them has said which. */
    private boolean countsSentences() {
        return maxSentences != null || overlapSentences != null;
    }

    private Chunking sized(Strategy asked, Chunking base, int max) {
        refuse("max_sentences", maxSentences, "is for the strategy sentences only, not for " + asked.wireName());
        refuse(
                "overlap_sentences",
                overlapSentences,
                "is for the strategy sentences only, not for " + asked.wireName());
        return new Chunking(asked, max, overlap(asked, base, max), null, null);
    }

    private Chunking sentences(Chunking base, int max) {
        if (overlapSentences != null) {
            refuse("overlap_tokens", overlapTokens, "and 'chunking.overlap_sentences' say the same: leave one out");
        }
        Integer sentences = maxSentences == null
                ? base.maxSentences()
                : (Integer) between("max_sentences", maxSentences, 1, MOST_SENTENCES, 1);
        int most = sentences == null ? MOST_OVERLAP_SENTENCES : Math.min(MOST_OVERLAP_SENTENCES, sentences - 1);
        if (overlapSentences != null) {
            int repeated = between("overlap_sentences", overlapSentences, 0, most, 0);
            return new Chunking(Strategy.SENTENCES, max, 0, sentences, repeated);
        }
        if (overlapTokens == null && base.overlapSentences() != null) {
            return new Chunking(Strategy.SENTENCES, max, 0, sentences, Math.min(base.overlapSentences(), most));
        }
        return new Chunking(Strategy.SENTENCES, max, overlap(Strategy.SENTENCES, base, max), sentences, null);
    }

    /** Returns the overlap. Programs repeat nothing unless asked to: half a function twice helps nobody. */
    private int overlap(Strategy asked, Chunking base, int max) {
        boolean same = asked == base.strategy() && max == base.maxTokens();
        int usual = asked == Strategy.CODE ? 0 : Math.min(base.overlapTokens(), max / OVERLAP_SHARE);
        int most = Chunking.largestOverlap(max);
        if (overlapTokens != null && (overlapTokens < 0 || overlapTokens > most)) {
            throw invalid(
                    "overlap_tokens",
                    "must be at least 0 and less than half of max_tokens (" + max + "), not " + overlapTokens,
                    bounds(0, most, overlapTokens));
        }
        return Objects.requireNonNullElse(overlapTokens, same ? base.overlapTokens() : usual);
    }

    private void requireNoSizes() {
        String why = "does not go with the strategy none, which cuts nothing";
        refuse("max_tokens", maxTokens, why);
        refuse("overlap_tokens", overlapTokens, why);
        refuse("max_sentences", maxSentences, why);
        refuse("overlap_sentences", overlapSentences, why);
    }

    private static void refuse(String setting, @Nullable Integer value, String why) {
        if (value != null) {
            throw invalid(setting, why, Map.of());
        }
    }

    private static int between(String setting, @Nullable Integer value, int least, int most, int otherwise) {
        int found = Objects.requireNonNullElse(value, otherwise);
        if (found < least || found > most) {
            throw invalid(setting, "must be " + least + " to " + most + ", not " + found, bounds(least, most, found));
        }
        return found;
    }

    private static Map<String, Object> bounds(int least, int most, int actual) {
        return Map.of("minimum", least, "maximum", most, "actual", actual);
    }

    private static Rejected invalid(String setting, String what, Map<String, Object> more) {
        Map<String, Object> facts = new LinkedHashMap<>(more);
        facts.put("property", "chunking." + setting);
        return new Rejected(ErrorCode.INVALID_VALUE, "'chunking." + setting + "' " + what, facts);
    }
}
