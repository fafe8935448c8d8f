package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What others reached on the same collections, from the tables of a {@code README.md} beside them whose first column is headed
 * {@code collection}.
 *
 * @param figures by collection, then by the heading of the column
 */
record ReferenceFigures(Map<String, Map<String, Double>> figures) {

    /** None when there is no such file. */
    static ReferenceFigures read(Path readme) throws IOException {
        Map<String, Map<String, Double>> figures = new HashMap<>();
        List<String> headings = List.of();
        for (String line : Files.exists(readme) ? Files.readAllLines(readme) : List.<String>of()) {
            List<String> cells = cells(line);
            if (cells.isEmpty()) {
                headings = List.of();
            } else if (headings.isEmpty()) {
                headings = cells;
            } else if (headings.get(0).equals("collection")) {
                add(figures.computeIfAbsent(cells.get(0), name -> new HashMap<>()), headings, cells);
            }
        }
        return new ReferenceFigures(figures);
    }

    private static void add(Map<String, Double> row, List<String> headings, List<String> cells) {
        for (int i = 1; i < Math.min(headings.size(), cells.size()); i++) {
            String heading = headings.get(i);
            number(cells.get(i)).ifPresent(value -> row.put(heading, value));
        }
    }

    private static List<String> cells(String line) {
        String row = line.strip();
        if (row.length() < 2 || !row.startsWith("|") || !row.endsWith("|")) {
            return List.of();
        }
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Optional<Double> number(String cell) {
        return cell.matches("[01]?\\.\\d+") ? Optional.of(Double.valueOf(cell)) : Optional.empty();
    }

    OptionalDouble ndcg(String collection, SearchMode mode) {
        return figure(collection, mode.word());
    }

    OptionalDouble recall(String collection, SearchMode mode) {
        return figure(collection, "recall@100 " + mode.word());
    }

    private OptionalDouble figure(String collection, String heading) {
        Double value = figures.getOrDefault(collection, Map.of()).get(heading);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
