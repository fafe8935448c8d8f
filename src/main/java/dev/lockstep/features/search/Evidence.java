package dev.lockstep.features.search;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says how much the scores of a leg tell of a hit, on a scale that both legs share. A cosine and a BM25 score have none: how large they
 * are depends on the model, on the query, and on how many words it has.
 *
 * <p>By meaning it counts how far a hit stands out from those that follow, which is scale-free: {@code (cosine - near) / (near - far) + 1},
 * where {@code near} and {@code far} are the cosines at ranks 11 and 100, and never less than 0. In a language that the model does not read,
 * nothing stands out, whatever the cosines are; so the weight of the leg in a query follows from the query. Of fewer than 100 hits the two
 * are taken from what is usual for the model too, the more the fewer there are.
 *
 * <p>By words it is {@code score / ((k1 + 1) * sqrt(mass))}, where {@code mass} is the rarity of all words of the query, summed. The most
 * that a chunk can score is {@code (k1 + 1) * mass}; what chunks score by chance grows with the root, as sums of independent things do.
 */
final class Evidence {

    /** Those that stand out are among the first ten. */
    private static final int NEAR = 10;

    static final int FAR = 99;

    /** Cosines that differ by less are those of the same text. */
    private static final double LEAST_SPREAD = 0.005;

    /** What stands out so far is certain. */
    private static final double MOST_STANDING = 10;

    /** The part of a short list that may stand out. */
    private static final int SHARE = 10;

    /** Makes both legs count about alike where the model reads the language; found by measuring, see docs/search.md. */
    static final double MEANING = 0.6;

    /** BM25's {@code k1 + 1}: the most that a term counts for its rarity. */
    private static final double MOST_OF_A_TERM = 2.2;

    private Evidence() {}

    /** Says it of the dense leg's candidates, in their order. */
    static double[] ofMeaning(List<Candidate> best, Function<Candidate, @Nullable UsualCosines> usual) {
        double[] evidence = new double[best.size()];
        if (evidence.length == 0) {
            return evidence;
        }
        int last = evidence.length - 1;
        double near = best.get(Math.min(NEAR, evidence.length / SHARE)).score();
        double far = best.get(Math.min(FAR, last)).score();
        double known = Math.min(1, evidence.length / (FAR + 1.0));
        for (int i = 0; i <= last; i++) {
            UsualCosines cosines = usual.apply(best.get(i));
            double from = cosines == null ? near : known * near + (1 - known) * cosines.near();
            double to = cosines == null ? far : known * far + (1 - known) * cosines.far();
            double standing = (best.get(i).score() - from) / Math.max(from - to, LEAST_SPREAD);
            evidence[i] = MEANING * Math.min(MOST_STANDING, Math.max(0, standing + 1));
        }
        return evidence;
    }

    /** @param mass the rarity of all terms of the query, summed; positive */
    static double ofWords(float score, float mass) {
        return score / (MOST_OF_A_TERM * Math.sqrt(mass));
    }
}
