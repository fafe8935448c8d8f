package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the lines of a page into the order in which they are read. Lines that cross the gap between columns divide the page into bands,
 * each of which is read column by column, as in Breuel, "High Performance Document Layout Analysis" (2003); short texts side by side are
 * cells of a table, and are read row by row.
 */
final class ReadingOrder {

    /** A line that is so many times as wide as high shows by its angle how the page lies. */
    private static final double LONG = 5;

    /** Rows are a paragraph's as long as their distance is at most so many times the usual one. */
    private static final double PARAGRAPH = 1.5;

    private ReadingOrder() {}

    static String text(List<TextLine> lines) {
        double skew = skew(lines);
        List<TextLine> level = new ArrayList<>();
        for (TextLine line : lines) {
            level.add(new TextLine(line.box().level(skew), line.text(), line.trust()));
        }
        StringBuilder text = new StringBuilder();
        for (List<TextRow> block : TextColumns.blocks(TextRow.of(level))) {
            write(block, text);
        }
        return text.toString();
    }

    /** The median of the angles of long lines, each of which counts by its length. */
    private static double skew(List<TextLine> lines) {
        List<TextBox> sorted = lines.stream()
                .map(TextLine::box)
                .filter(box -> box.width() > LONG * box.height())
                .sorted(Comparator.comparingDouble(TextBox::angle))
                .toList();
        double half = sorted.stream().mapToDouble(TextBox::width).sum() / 2;
        for (TextBox box : sorted) {
            half -= box.width();
            if (half <= 0) {
                return box.angle();
            }
        }
        return 0;
    }

    private static void write(List<TextRow> rows, StringBuilder text) {
        double usual = usualDistance(rows);
        TextRow before = null;
        for (TextRow row : rows) {
            if (!text.isEmpty()) {
                boolean goesOn = before != null && row.middle() - before.middle() <= PARAGRAPH * usual;
                text.append(goesOn ? "\n" : "\n\n");
            }
            text.append(row.text());
            before = row;
        }
    }

    private static double usualDistance(List<TextRow> rows) {
        double[] distances = new double[Math.max(0, rows.size() - 1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = rows.get(i + 1).middle() - rows.get(i).middle();
        }
        Arrays.sort(distances);
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }
}
