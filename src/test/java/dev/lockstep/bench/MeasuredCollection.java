package dev.lockstep.bench;

import dev.lockstep.features.evaluation.RankingQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How well each mode answered the queries of a collection.
 *
 * @param stored documents that were there to be found
 * @param qualities in the order of the queries
 */
record MeasuredCollection(
        JudgedCollection collection, int stored, int refused, Map<SearchMode, List<RankingQuality>> qualities) {

    private static final double LEG_MAY_LACK = 0.01;
    private static final double HYBRID_MAY_LACK = 0.005;

    /** With fewer, one query that slips by a place moves the mean by more than hybrid may lack: only a sure loss is a miss. */
    private static final int ENOUGH_QUERIES = 100;

    /** Ranks that count for nDCG and MRR, and for recall. */
    private static final int TOP = 10;

    private static final int DEPTH = 100;

    /** Asks every query in every mode. */
    static MeasuredCollection ask(JudgedCollection collection, RestKnowledgeBase knowledgeBase, CollectionIngest ingest)
            throws Exception {
        Map<SearchMode, List<RankingQuality>> qualities = new EnumMap<>(SearchMode.class);
        for (SearchMode mode : SearchMode.values()) {
            List<RankingQuality> all = new ArrayList<>();
            for (JudgedQuery query : collection.queries()) {
                all.add(RankingQuality.of(knowledgeBase.search(query.text(), mode, DEPTH), query.grades(), TOP, DEPTH));
            }
            qualities.put(mode, all);
        }
        return new MeasuredCollection(collection, ingest.stored(), ingest.refused(), qualities);
    }

    RankingQuality mean(SearchMode mode) {
        return RankingQuality.mean(qualities.get(mode));
    }

    /** nDCG@10 of each query. */
    double[] ndcgs(SearchMode mode) {
        return qualities.get(mode).stream().mapToDouble(RankingQuality::ndcg).toArray();
    }

    /** The leg that is the better one alone. */
    SearchMode bestLeg() {
        return mean(SearchMode.DENSE).ndcg() > mean(SearchMode.LEXICAL).ndcg() ? SearchMode.DENSE : SearchMode.LEXICAL;
    }

    /** How much the fusion gains over the better leg. */
    Interval gain() {
        return Interval.ofDifference(ndcgs(SearchMode.HYBRID), ndcgs(bestLeg()));
    }

    /** What is worse than it should be, in words: than others have reached, and than the better leg alone. */
    List<String> misses(ReferenceFigures references) {
        List<String> misses = new ArrayList<>();
        for (SearchMode mode : SearchMode.values()) {
            double reached = mean(mode).ndcg();
            double mayLack = mode == SearchMode.HYBRID ? HYBRID_MAY_LACK : LEG_MAY_LACK;
            OptionalDouble wanted = references.ndcg(collection.name(), mode);
            if (wanted.isPresent() && reached < wanted.getAsDouble() - mayLack) {
                misses.add(words(
                        "%s %s: nDCG@10 is %.3f, wanted is %.3f less at most %.3f",
                        collection.name(), mode.word(), reached, wanted.getAsDouble(), mayLack));
            }
        }
        if (gain().mean() < -HYBRID_MAY_LACK && (collection.queries().size() >= ENOUGH_QUERIES || gain().high() < 0)) {
            misses.add(words(
                    "%s: hybrid is worse than %s alone: nDCG@10 %.3f and %.3f, %s",
                    collection.name(),
                    bestLeg().word(),
                    mean(SearchMode.HYBRID).ndcg(),
                    mean(bestLeg()).ndcg(),
                    gain()));
        }
        return misses;
    }

    /** Rows of a Markdown table, see {@link ResultsSection}. */
    String rows(ReferenceFigures references) {
        return Stream.of(SearchMode.values()).map(mode -> row(mode, references)).collect(Collectors.joining("\n"));
    }

    private String row(SearchMode mode, ReferenceFigures references) {
        RankingQuality mean = mean(mode);
        return words(
                "| %s | %s | %.3f | %s | %.3f | %s | %.3f |",
                collection.name(),
                mode.word(),
                mean.ndcg(),
                figure(references.ndcg(collection.name(), mode)),
                mean.deepRecall(),
                figure(references.recall(collection.name(), mode)),
                mean.reciprocalRank());
    }

    /** A row of the table that sets hybrid beside its legs. */
    String comparison() {
        return words(
                "| %s | %s | %d | %.3f | %.3f | %.3f | %s |",
                collection.name(),
                collection.language(),
                collection.queries().size(),
                mean(SearchMode.LEXICAL).ndcg(),
                mean(SearchMode.DENSE).ndcg(),
                mean(SearchMode.HYBRID).ndcg(),
                gain());
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? words("%.3f", value.getAsDouble()) : "";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** nDCG@10 of every query in every mode, those first on which the modes differ most. */
    void writeQueries(Path file) throws IOException {
        List<Integer> order = Stream.iterate(0, i -> i + 1)
                .limit(collection.queries().size())
                .sorted(Comparator.comparingDouble(this::spread).reversed())
                .toList();
        List<String> lines = new ArrayList<>(List.of("query\tdense\tlexical\thybrid\ttext"));
        for (int i : order) {
            JudgedQuery query = collection.queries().get(i);
            lines.add(words(
                    "%s\t%.3f\t%.3f\t%.3f\t%s",
                    query.id(),
                    ndcg(SearchMode.DENSE, i),
                    ndcg(SearchMode.LEXICAL, i),
                    ndcg(SearchMode.HYBRID, i),
                    query.text().replaceAll("\\s+", " ")));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private double spread(int query) {
        double[] sorted = Stream.of(SearchMode.values())
                .mapToDouble(mode -> ndcg(mode, query))
                .sorted()
                .toArray();
        return sorted[sorted.length - 1] - sorted[0];
    }

    private double ndcg(SearchMode mode, int query) {
        return qualities.get(mode).get(query).ndcg();
    }
}
