package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the blanks between words by the ink. The model was trained on Chinese, which has none, and leaves out some. Between the letters of
 * a word there are up to 5 columns without ink, between words 6 and more, and both grow with the typeface (measured on six of them).
 */
final class WordGaps {

    /** A blank is so much wider than what is usual between the letters of the line. */
    private static final double WIDER = 5;

    /** Where a line may be cut there is a blank for sure. */
    private static final double NARROWEST_CUT = 8;

    private static final double CUT_WIDER = 6;

    /** Digits are all as wide as the widest, so a 1 stands in a gap of its own. */
    private static final double NARROWEST_IN_NUMBERS = 10;

    private static final String NUMERIC = "0123456789.,:+-/";

    private static final String OPENING = "([{";
    private static final String CLOSING = ".,;:!?)]}";

    private final InkProfile line;
    private final double cut;

    /** Half of what is usual between the words of the line; where all letters are as wide, a point has much room within a word. */
    private final double half;

    /** @param line of the whole line: its parts may be single words */
    WordGaps(InkProfile line) {
        this.line = line;
        int[] gaps = line.gaps();
        double wide = CUT_WIDER + median(gaps);
        this.half = median(Arrays.stream(gaps).filter(gap -> gap >= wide).toArray()) / 2.0;
        this.cut = Math.max(Math.max(NARROWEST_CUT, half), wide);
    }

    private static int median(int[] gaps) {
        Arrays.sort(gaps);
        return gaps.length == 0 ? 0 : gaps[gaps.length / 2];
    }

    /**
     * Cuts the line between words into parts that are about as long as the pictures that the model was trained on: in long ones it loses
     * letters.
     *
     * @param from where the line begins, in columns
     * @param longest from which length on a part ends with the next word
     * @return where each part ends
     */
    List<Integer> cut(int from, int to, int longest) {
        List<Integer> ends = new ArrayList<>();
        int begin = from;
        int gap = 0;
        boolean begun = false;
        for (int x = from; x < to; x++) {
            if (!line.isInk(x)) {
                gap++;
                continue;
            }
            int middle = x - gap / 2;
            if (begun && gap >= cut && middle - begin > longest) {
                ends.add(middle);
                begin = middle;
            }
            begun = true;
            gap = 0;
        }
        ends.add(to);
        return ends;
    }

    /** Adds the blanks that are missing in a part of the line. */
    List<Glyph> complete(List<Glyph> glyphs, InkProfile part) {
        double narrowest = Math.max(half, WIDER + Math.max(.5, usual(glyphs, part)));
        List<Glyph> complete = new ArrayList<>();
        for (Glyph glyph : glyphs) {
            Glyph before = complete.isEmpty() ? null : complete.get(complete.size() - 1);
            if (before != null && isMissing(before, glyph, part, narrowest)) {
                complete.add(new Glyph(" ", (before.x() + glyph.x()) / 2, 1));
            }
            complete.add(glyph);
        }
        return complete;
    }

    private static int usual(List<Glyph> glyphs, InkProfile ink) {
        int[] gaps = new int[Math.max(0, glyphs.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = ink.gap(glyphs.get(i).x(), glyphs.get(i + 1).x());
        }
        return median(gaps);
    }

    private static boolean isMissing(Glyph before, Glyph glyph, InkProfile ink, double narrowest) {
        boolean hasBlanks = before.isOfWords()
                && glyph.isOfWords()
                && !CLOSING.contains(glyph.text())
                && !OPENING.contains(before.text());
        boolean ofNumber = NUMERIC.contains(before.text()) && NUMERIC.contains(glyph.text());
        return hasBlanks
                && ink.gap(before.x(), glyph.x()) >= (ofNumber ? Math.max(narrowest, NARROWEST_IN_NUMBERS) : narrowest);
    }
}
