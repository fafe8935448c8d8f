package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was reached when it was last written down: nDCG@10 of each query, so that a later run can be compared with it query by query. Only
 * so can a small loss be told from noise: the queries of a collection differ far more from each other than one version from the next.
 *
 * @param figures by collection and mode, {@code tables/hybrid}, in the order of the queries
 */
record Baseline(Map<String, double[]> figures) {

    /** A mean loss that nobody minds, however sure it is. */
    private static final double MAY_LACK = 0.005;

    private static final String HEAD =
            "# nDCG@10 of each query, in the order of the queries. RetrievalBench writes it with -Dlockstep.bench.write=true.";

    /** Empty when there is no such file. */
    static Baseline read(Path file) throws IOException {
        Map<String, double[]> figures = new TreeMap<>();
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.split("\t", -1);
                figures.put(
                        columns[0],
                        Arrays.stream(columns[1].split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return new Baseline(figures);
    }

    /** Keeps what is known of collections that were not measured this time. */
    Baseline with(List<MeasuredCollection> measured) {
        Map<String, double[]> merged = new TreeMap<>(figures);
        measured.forEach(
                one -> Arrays.stream(SearchMode.values()).forEach(mode -> merged.put(key(one, mode), one.ndcgs(mode))));
        return new Baseline(merged);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        figures.forEach((key, values) -> lines.add(key + "\t"
                + Arrays.stream(values)
                        .mapToObj(figure -> String.format(Locale.ROOT, "%.3f", figure))
                        .collect(Collectors.joining(" "))));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    /** Says what was lost since, in words: more than anybody minds, and more than the choice of queries explains. */
    List<String> losses(MeasuredCollection now) {
        List<String> losses = new ArrayList<>();
        for (SearchMode mode : SearchMode.values()) {
            double[] before = figures.get(key(now, mode));
            if (before == null) {
                continue;
            }
            double[] reached = now.ndcgs(mode);
            if (before.length != reached.length) {
                losses.add(key(now, mode) + ": the baseline is of " + before.length + " queries, not " + reached.length
                        + ": write it anew with -Dlockstep.bench.write=true");
                continue;
            }
            Interval change = Interval.ofDifference(reached, before);
            if (change.mean() < -MAY_LACK && change.high() < 0) {
                losses.add(key(now, mode) + ": nDCG@10 is lower than in the baseline by more than noise: " + change);
            }
        }
        return losses;
    }

    private static String key(MeasuredCollection one, SearchMode mode) {
        return one.collection().name() + "/" + mode.word();
    }
}
