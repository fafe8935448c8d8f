package dev.lockstep.features.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well a ranking answers a query, or, as a mean, many queries.
 *
 * <p>The formulas are those of the field, as trec_eval and BEIR compute them:
 *
 * <ul>
 *   <li>nDCG@k: the sum of {@code grade / log2(1 + rank)} over the first k, by that of the best possible ranking (Järvelin and
 *       Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with the discount of trec_eval's {@code
 *       ndcg_cut}; gains are the grades themselves, not powers of two).
 *   <li>recall@k: the share of the relevant documents that is among the first k (Manning, Raghavan and Schütze, "Introduction to
 *       Information Retrieval", 2008, chapter 8).
 *   <li>reciprocal rank: 1 / rank of the first relevant document; the mean over queries is MRR (Voorhees, "The TREC-8 Question Answering
 *       Track Report", 1999).
 * </ul>
 *
 * @param ndcg of the first k
 * @param recall of the first k
 * @param deepRecall the same of everything that was looked at, not only of the first k
 * @param reciprocalRank 0 when no relevant document is among the first k
 */
public record RankingQuality(double ndcg, double recall, double deepRecall, double reciprocalRank) {

    /**
     * Judges a ranking. Documents that nobody has judged count as not relevant.
     *
     * @param ranking documents, the best first, each once
     * @param grades of documents, 0 for not relevant; at least one is above
     * @param k how many of the first count
     * @param depth how many of the first count for {@code deepRecall}
     */
    public static <T> RankingQuality of(List<T> ranking, Map<T, Integer> grades, int k, int depth) {
        double gain = 0;
        double reciprocal = 0;
        for (int rank = 1; rank <= Math.min(k, ranking.size()); rank++) {
            int grade = grades.getOrDefault(ranking.get(rank - 1), 0);
            gain += grade * discount(rank);
            reciprocal = grade > 0 ? Math.max(reciprocal, 1.0 / rank) : reciprocal;
        }
        return new RankingQuality(
                gain / best(grades.values(), k),
                recall(ranking, grades, k),
                recall(ranking, grades, depth),
                reciprocal);
    }

    private static <T> double recall(List<T> ranking, Map<T, Integer> grades, int first) {
        long relevant = grades.values().stream().filter(grade -> grade > 0).count();
        long found = ranking.stream()
                .limit(first)
                .filter(document -> grades.getOrDefault(document, 0) > 0)
                .count();
        return (double) found / relevant;
    }

    private static double best(Collection<Integer> grades, int k) {
        List<Integer> descending =
                grades.stream().sorted(Comparator.reverseOrder()).limit(k).toList();
        double gain = 0;
        for (int rank = 1; rank <= descending.size(); rank++) {
            gain += descending.get(rank - 1) * discount(rank);
        }
        return gain;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(1 + rank);
    }

    /** Returns the mean, to which each query counts the same. */
    public static RankingQuality mean(Collection<RankingQuality> all) {
        return new RankingQuality(
                mean(all, RankingQuality::ndcg),
                mean(all, RankingQuality::recall),
                mean(all, RankingQuality::deepRecall),
                mean(all, RankingQuality::reciprocalRank));
    }

    private static double mean(Collection<RankingQuality> all, ToDoubleFunction<RankingQuality> figure) {
        return all.stream().mapToDouble(figure).average().orElseThrow();
    }
}
