package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds columns of text, and what stands across them. */
final class TextColumns {

    /** Columns have at least so many rows, and most of these are at least so many times as wide as high. */
    private static final int FEWEST_ROWS = 3;

    private static final double NARROWEST = 7;

    /** At most this share of the rows may cross the gap between columns. */
    private static final double CROSSING = .3;

    /** Boxes are larger than their text, and may overlap by this share of their height. */
    private static final double OVERLAP = .3;

    private TextColumns() {}

    /** A gap between columns: what is left and right of it, and what crosses it. */
    private record Gap(List<TextRow> left, List<TextRow> right, List<TextRow> crossing) {}

    /** Returns rows that are read from top to bottom, one block after the other. */
    static List<List<TextRow>> blocks(List<TextRow> rows) {
        Gap gap = gap(rows);
        if (gap == null) {
            return rows.isEmpty() ? List.of() : List.of(TextRow.joined(rows));
        }
        List<TextRow> borders = new ArrayList<>(gap.crossing);
        borders.sort(Comparator.comparingDouble(TextRow::middle));
        List<List<TextRow>> blocks = new ArrayList<>();
        List<TextRow> across = new ArrayList<>();
        double top = -Double.MAX_VALUE;
        for (TextRow border : borders) {
            List<TextRow> left = between(gap.left, top, border.middle());
            List<TextRow> right = between(gap.right, top, border.middle());
            if (!left.isEmpty() || !right.isEmpty()) {
                addAcross(across, blocks);
                blocks.addAll(blocks(left));
                blocks.addAll(blocks(right));
            }
            across.add(border);
            top = border.middle();
        }
        addAcross(across, blocks);
        blocks.addAll(blocks(between(gap.left, top, Double.MAX_VALUE)));
        blocks.addAll(blocks(between(gap.right, top, Double.MAX_VALUE)));
        return blocks;
    }

    private static void addAcross(List<TextRow> across, List<List<TextRow>> blocks) {
        if (!across.isEmpty()) {
            blocks.add(TextRow.joined(across));
            across.clear();
        }
    }

    private static List<TextRow> between(List<TextRow> rows, double top, double bottom) {
        return rows.stream()
                .filter(row -> row.middle() > top && row.middle() <= bottom)
                .toList();
    }

    /** Returns the gap that fewest rows cross, and of those the one with most on its smaller side. A column begins there. */
    private static @Nullable Gap gap(List<TextRow> rows) {
        Gap best = null;
        for (TextRow row : rows) {
            Gap gap = gap(rows, row.left());
            if (isBetweenColumns(gap, rows.size()) && (best == null || isBetter(gap, best))) {
                best = gap;
            }
        }
        return best;
    }

    private static Gap gap(List<TextRow> rows, double x) {
        Gap gap = new Gap(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (TextRow row : rows) {
            double overlap = OVERLAP * row.height();
            (row.right() <= x + overlap ? gap.left : row.left() >= x - overlap ? gap.right : gap.crossing).add(row);
        }
        return gap;
    }

    private static boolean isBetter(Gap gap, Gap best) {
        int fewer = best.crossing.size() - gap.crossing.size();
        int fuller = Math.min(gap.left.size(), gap.right.size()) - Math.min(best.left.size(), best.right.size());
        return fewer > 0 || (fewer == 0 && fuller > 0);
    }

    private static boolean isBetweenColumns(Gap gap, int rows) {
        return gap.crossing.size() <= CROSSING * rows
                && isColumn(gap.left)
                && isColumn(gap.right)
                && areBeside(gap.left, gap.right);
    }

    private static boolean isColumn(List<TextRow> rows) {
        long wide = rows.stream()
                .filter(row -> row.width() >= NARROWEST * row.height())
                .count();
        return rows.size() >= FEWEST_ROWS && 2 * wide > rows.size();
    }

    /** Tells whether two columns stand beside each other, and not one below the other. */
    private static boolean areBeside(List<TextRow> left, List<TextRow> right) {
        double top = Math.max(top(left), top(right));
        double bottom = Math.min(bottom(left), bottom(right));
        double shorter = Math.min(bottom(left) - top(left), bottom(right) - top(right));
        return bottom - top > shorter / 2;
    }

    private static double top(List<TextRow> rows) {
        return rows.stream().mapToDouble(TextRow::middle).min().orElse(0);
    }

    private static double bottom(List<TextRow> rows) {
        return rows.stream().mapToDouble(TextRow::middle).max().orElse(0);
    }
}
