package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the lines of a page are read. Most pages are drawn in it, and then it is the best that there is; where lines are
 * drawn upwards, it follows from where they stand: the page is cut into columns and parts again and again (recursive XY-cut, Nagy and
 * Seth 1984).
 */
final class PdfLineOrder {

    /** A page is not drawn in its order if more than this part of its lines stand above the one before, in the same column. */
    private static final double MOST_UPWARDS = 0.2;

    private static final int LOOKED_BACK = 6;

    private static final int LEAST_LINES_IN_A_COLUMN = 2;

    private PdfLineOrder() {}

    static List<PdfLine> of(List<PdfLine> drawn) {
        int upwards = 0;
        for (int i = 1; i < drawn.size(); i++) {
            upwards += isAboveTheLast(drawn, i) ? 1 : 0;
        }
        return upwards > MOST_UPWARDS * (drawn.size() - 1) ? spaced(ordered(drawn)) : drawn;
    }

    /** Compares a line with the last one before it in its column. */
    private static boolean isAboveTheLast(List<PdfLine> drawn, int line) {
        for (int i = line - 1; i >= Math.max(0, line - LOOKED_BACK); i--) {
            if (drawn.get(line).sharesColumnWith(drawn.get(i))) {
                return drawn.get(line).isAbove(drawn.get(i));
            }
        }
        return false;
    }

    private static List<PdfLine> ordered(List<PdfLine> lines) {
        if (lines.size() < 2) {
            return lines;
        }
        Float gutter = gutter(lines);
        if (gutter != null) {
            return joined(
                    lines.stream().filter(line -> line.left() < gutter).toList(),
                    lines.stream().filter(line -> line.left() >= gutter).toList());
        }
        List<PdfLine> downwards = lines.stream()
                .sorted(Comparator.comparing(PdfLine::top).thenComparing(PdfLine::left))
                .toList();
        int cut = widestGap(downwards);
        return cut == 0 ? downwards : joined(downwards.subList(0, cut), downwards.subList(cut, downwards.size()));
    }

    private static List<PdfLine> joined(List<PdfLine> first, List<PdfLine> then) {
        List<PdfLine> all = new ArrayList<>(ordered(first));
        all.addAll(ordered(then));
        return all;
    }

    /** Returns where a second column begins, beside the first, and no line crosses; else null. */
    private static @Nullable Float gutter(List<PdfLine> lines) {
        List<PdfLine> rightwards =
                lines.stream().sorted(Comparator.comparing(PdfLine::left)).toList();
        float end = rightwards.get(0).right();
        for (int i = 1; i < rightwards.size(); i++) {
            float begin = rightwards.get(i).left();
            boolean enough = i >= LEAST_LINES_IN_A_COLUMN && rightwards.size() - i >= LEAST_LINES_IN_A_COLUMN;
            if (begin - end > rightwards.get(i).height() / 2 && enough && areBeside(rightwards, i)) {
                return begin;
            }
            end = Math.max(end, rightwards.get(i).right());
        }
        return null;
    }

    private static boolean areBeside(List<PdfLine> lines, int second) {
        return lines.subList(0, second).stream().anyMatch(left -> lines.subList(second, lines.size()).stream()
                .anyMatch(right -> left.top() < right.bottom() && right.top() < left.bottom()));
    }

    /** Returns before which line the widest empty stripe across the page is; 0 when there is none. */
    private static int widestGap(List<PdfLine> downwards) {
        int cut = 0;
        float widest = 0;
        float end = downwards.get(0).bottom();
        for (int i = 1; i < downwards.size(); i++) {
            float gap = downwards.get(i).top() - end;
            if (gap > widest) {
                widest = gap;
                cut = i;
            }
            end = Math.max(end, downwards.get(i).bottom());
        }
        return cut;
    }

    /** Where a line stands further below the one before than lines do, a paragraph begins. */
    private static List<PdfLine> spaced(List<PdfLine> lines) {
        List<PdfLine> spaced = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PdfLine line = lines.get(i);
            boolean apart = i > 0 && beginsParagraph(lines.get(i - 1), line);
            spaced.add(new PdfLine(line.text(), line.left(), line.right(), line.top(), line.bottom(), apart));
        }
        return spaced;
    }

    private static boolean beginsParagraph(PdfLine before, PdfLine line) {
        return line.top() - before.bottom() > line.height() || !before.isAbove(line);
    }
}
