package dev.lockstep.bench;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well a ranking answers a query, or, as a mean, many queries. Documents are relevant or not; grades are not told apart.
 *
 * @param ndcg gain of the first 10, each relevant document counting {@code 1 / log2(1 + rank)}, by that of the best possible ranking
 * @param recall share of the relevant documents among the first 100
 * @param reciprocalRank 1 / rank of the first relevant document, 0 when it is not among the first 10
 */
record RankingQuality(double ndcg, double recall, double reciprocalRank) {

    /** Ranks that count for {@code ndcg} and {@code reciprocalRank}. */
    static final int TOP = 10;

    /** Ranks that count for {@code recall}. */
    static final int DEPTH = 100;

    /**
     * @param ranking ids of documents, the best first, each once
     * @param relevant at least one
     */
    static RankingQuality of(List<String> ranking, Set<String> relevant) {
        double gain = 0;
        double reciprocal = 0;
        for (int rank = 1; rank <= Math.min(TOP, ranking.size()); rank++) {
            if (relevant.contains(ranking.get(rank - 1))) {
                gain += discount(rank);
                reciprocal = Math.max(reciprocal, 1.0 / rank);
            }
        }
        Set<String> found = new HashSet<>(ranking.subList(0, Math.min(DEPTH, ranking.size())));
        found.retainAll(relevant);
        return new RankingQuality(gain / best(relevant.size()), (double) found.size() / relevant.size(), reciprocal);
    }

    private static double best(int relevant) {
        double gain = 0;
        for (int rank = 1; rank <= Math.min(TOP, relevant); rank++) {
            gain += discount(rank);
        }
        return gain;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(1 + rank);
    }

    /** Every query counts the same. */
    static RankingQuality mean(Collection<RankingQuality> all) {
        return new RankingQuality(
                mean(all, RankingQuality::ndcg),
                mean(all, RankingQuality::recall),
                mean(all, RankingQuality::reciprocalRank));
    }

    private static double mean(Collection<RankingQuality> all, ToDoubleFunction<RankingQuality> figure) {
        return all.stream().mapToDouble(figure).average().orElseThrow();
    }
}
