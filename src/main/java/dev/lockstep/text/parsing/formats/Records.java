package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a large table, each as a line of its own that names its columns, {@code name: Ada; born: 1815}: a chunk from the
 * middle of the table would say little without them. Lines above the table that are no rows of it stay as they are.
 */
final class Records {

    /** So many rows show whether the first of them names the columns. */
    private static final int LOOK_AHEAD = 20;

    /** So many lines may stand above the names of the columns. */
    private static final int MOST_TITLES = 5;

    private final Consumer<String> lines;
    private final List<List<String>> waiting = new ArrayList<>();
    private @Nullable List<String> header;
    private boolean decided;
    private boolean gap;
    private boolean rowsFollowed;

    /** @param lines takes the rows that say something */
    Records(Consumer<String> lines) {
        this.lines = lines;
    }

    void row(List<String> cells) {
        List<String> said = cells.stream().map(TextWriter::inline).toList();
        if (said.stream().allMatch(String::isEmpty)) {
            gap = true;
            return;
        }
        if (gap) {
            endPart();
        }
        gap = false;
        if (decided) {
            lines.accept(line(said));
        } else {
            waiting.add(said);
            if (waiting.size() > LOOK_AHEAD) {
                decide();
            }
        }
    }

    /** After a gap there may be another table, unless nothing but titles came before it. */
    private void endPart() {
        if (!waiting.stream().allMatch(Records::isTitle)) {
            decide();
        }
        decided = false;
    }

    /** Writes a line that is no row, in its place. */
    void remark(String line) {
        decide();
        lines.accept(line);
    }

    /** Ends the table. One that is nothing but names still says something. */
    void end() {
        decide();
        if (header != null && !rowsFollowed) {
            lines.accept(named(header));
        }
        header = null;
    }

    private void decide() {
        decided = true;
        if (header != null && waiting.stream().allMatch(Records::isTitle)) {
            // What stands below a table in a single cell is a remark on it.
            waiting.forEach(row -> lines.accept(named(row)));
            waiting.clear();
            return;
        }
        int first = titles();
        if (first < waiting.size()) {
            List<String> row = waiting.get(first);
            List<List<String>> below = waiting.subList(first + 1, waiting.size());
            boolean another = header == null || first > 0 || TableHeader.contrasts(row, below);
            if (another && TableHeader.names(row, below)) {
                endHeader();
                header = row;
                first++;
            } else if (header != null && first > 0) {
                endHeader();
            }
        }
        waiting.subList(first, waiting.size()).forEach(row -> lines.accept(line(row)));
        waiting.clear();
    }

    private void endHeader() {
        if (header != null && !rowsFollowed) {
            lines.accept(named(header));
        }
        header = null;
        rowsFollowed = false;
    }

    /** Writes what stands above the table, lines of a single cell, and returns how many there are. */
    private int titles() {
        int titles = 0;
        while (titles < Math.min(MOST_TITLES, waiting.size())
                && isTitle(waiting.get(titles))
                && waiting.subList(titles, waiting.size()).stream().anyMatch(row -> !isTitle(row))) {
            lines.accept(named(waiting.get(titles)));
            titles++;
        }
        return titles;
    }

    private static boolean isTitle(List<String> row) {
        return row.stream().filter(cell -> !cell.isEmpty()).count() == 1;
    }

    private static String named(List<String> row) {
        return row.stream().filter(cell -> !cell.isEmpty()).collect(Collectors.joining("; "));
    }

    private String line(List<String> cells) {
        rowsFollowed = true;
        List<String> names = header;
        return IntStream.range(0, cells.size())
                .filter(i -> !cells.get(i).isEmpty())
                .mapToObj(
                        i -> names == null || i >= names.size() || names.get(i).isEmpty()
                                ? cells.get(i)
                                : names.get(i) + ": " + cells.get(i))
                .collect(Collectors.joining("; "));
    }
}
