package dev.lockstep.text.parsing.formats;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a large table, each as a line of its own that names its columns, {@code name: Ada; born: 1815}: a chunk from the
 * middle of the table would say little without them.
 */
final class Records {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,%]+");

    private final Consumer<String> lines;
    private @Nullable List<String> header;
    private boolean begun;

    /** @param lines takes the rows that say something */
    Records(Consumer<String> lines) {
        this.lines = lines;
    }

    void row(List<String> cells) {
        List<String> said = cells.stream().map(TextWriter::inline).toList();
        if (said.stream().allMatch(String::isEmpty)) {
            return;
        }
        if (!begun && isHeader(said)) {
            header = said;
        } else {
            lines.accept(line(said));
        }
        begun = true;
    }

    /** A table that is nothing but a header still says something. */
    void end() {
        if (header != null && !rowsFollowed) {
            lines.accept(String.join("; ", header));
        }
    }

    private boolean rowsFollowed;

    private String line(List<String> cells) {
        rowsFollowed = true;
        List<String> names = header;
        return IntStream.range(0, cells.size())
                .filter(i -> !cells.get(i).isEmpty())
                .mapToObj(i -> names == null || i >= names.size() ? cells.get(i) : names.get(i) + ": " + cells.get(i))
                .collect(Collectors.joining("; "));
    }

    /** A header has the names of columns: several, all there, all different, and no numbers. */
    private static boolean isHeader(List<String> row) {
        return row.size() > 1
                && row.stream()
                        .noneMatch(
                                cell -> cell.isEmpty() || NUMBER.matcher(cell).matches())
                && new HashSet<>(row).size() == row.size();
    }
}
