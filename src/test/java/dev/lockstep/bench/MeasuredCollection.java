package dev.lockstep.bench;

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
    private static final int LIMIT = RankingQuality.DEPTH;

    /** Asks every query in every mode. */
    static MeasuredCollection ask(JudgedCollection collection, RestKnowledgeBase knowledgeBase, CollectionIngest ingest)
            throws Exception {
        Map<SearchMode, List<RankingQuality>> qualities = new EnumMap<>(SearchMode.class);
        for (SearchMode mode : SearchMode.values()) {
            List<RankingQuality> all = new ArrayList<>();
            for (JudgedQuery query : collection.queries()) {
                all.add(RankingQuality.of(knowledgeBase.search(query.text(), mode, LIMIT), query.relevant()));
            }
            qualities.put(mode, all);
        }
        return new MeasuredCollection(collection, ingest.stored(), ingest.refused(), qualities);
    }

    RankingQuality mean(SearchMode mode) {
        return RankingQuality.mean(qualities.get(mode));
    }

    /** What is worse than it should be, in words; only what others reached can be missed, and fusion be in vain. */
    List<String> misses(ReferenceFigures references) {
        List<String> misses = new ArrayList<>();
        double hybrid = mean(SearchMode.HYBRID).ndcg();
        for (SearchMode mode : SearchMode.values()) {
            double reached = mean(mode).ndcg();
            double mayLack = mode == SearchMode.HYBRID ? HYBRID_MAY_LACK : LEG_MAY_LACK;
            OptionalDouble wanted = references.ndcg(collection.name(), mode);
            if (wanted.isPresent() && reached < wanted.getAsDouble() - mayLack) {
                misses.add(words(
                        "%s %s: nDCG@10 is %.3f, wanted is %.3f less at most %.3f",
                        collection.name(), mode.word(), reached, wanted.getAsDouble(), mayLack));
            }
            if (wanted.isPresent() && mode != SearchMode.HYBRID && hybrid <= reached) {
                misses.add(words(
                        "%s: hybrid is no better than %s: nDCG@10 %.3f and %.3f",
                        collection.name(), mode.word(), hybrid, reached));
            }
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
                mean.recall(),
                figure(references.recall(collection.name(), mode)),
                mean.reciprocalRank());
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
