package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands beside each other, from left to right.
 *
 * @param lines level, at least one
 */
record TextRow(List<TextLine> lines) {

    /** Parts of a line are no further from each other than so many times its height. */
    private static final double NEAR = 1.2;

    TextRow {
        lines = List.copyOf(lines);
    }

    double left() {
        return lines.get(0).box().left();
    }

    double right() {
        return lines.stream().mapToDouble(line -> line.box().right()).max().orElse(0);
    }

    double middle() {
        return lines.stream().mapToDouble(line -> line.box().y()).average().orElse(0);
    }

    double height() {
        return lines.stream().mapToDouble(line -> line.box().height()).average().orElse(0);
    }

    double width() {
        return right() - left();
    }

    String text() {
        return lines.stream().map(TextLine::text).collect(Collectors.joining(" "));
    }

    /** Puts together what is near each other, from top to bottom. */
    static List<TextRow> of(List<TextLine> lines) {
        List<TextRow> rows = new ArrayList<>();
        for (List<TextLine> row : beside(lines)) {
            List<TextLine> near = new ArrayList<>();
            for (TextLine line : row) {
                TextBox before =
                        near.isEmpty() ? null : near.get(near.size() - 1).box();
                if (before != null
                        && line.box().left() - before.right()
                                > NEAR * line.box().height()) {
                    rows.add(new TextRow(near));
                    near.clear();
                }
                near.add(line);
            }
            rows.add(new TextRow(near));
        }
        return rows;
    }

    /** Joins rows that stand beside each other, however far apart. */
    static List<TextRow> joined(List<TextRow> rows) {
        List<TextLine> lines =
                rows.stream().flatMap(row -> row.lines().stream()).toList();
        return beside(lines).stream().map(TextRow::new).toList();
    }

    /** Groups lines by height: one belongs to a row if its middle is within the row's last line, or the other way round. */
    private static List<List<TextLine>> beside(List<TextLine> lines) {
        List<TextLine> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(line -> line.box().y()));
        List<List<TextLine>> rows = new ArrayList<>();
        for (TextLine line : sorted) {
            List<TextLine> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (!last.isEmpty() && isBeside(last.get(0).box(), line.box())) {
                last.add(line);
            } else {
                rows.add(new ArrayList<>(List.of(line)));
            }
        }
        rows.forEach(
                row -> row.sort(Comparator.comparingDouble(line -> line.box().left())));
        return rows;
    }

    private static boolean isBeside(TextBox one, TextBox other) {
        return Math.abs(one.y() - other.y()) < Math.min(one.height(), other.height()) / 2;
    }
}
