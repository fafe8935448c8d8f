package dev.lockstep.text.parsing.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Mends letters whose two cases differ in height alone, such as s and S, by their height, where both
 * neighbours are of the other case: the model takes one for the other now and then. Other letters of the line show how high each case is.
 */
final class LetterCase {

    private static final String ALIKE = "cosuvwxz";
    private static final String LOW = "aemnrgpqy";
    private static final String HIGH = "bdfhklABDEFGHKLMNPRT";

    /** So many rows the cases must be apart, and a letter is changed only if it is this share of them off. */
    private static final int APART = 5;

    private static final double OFF = .7;

    private LetterCase() {}

    static List<Glyph> mend(List<Glyph> glyphs, InkProfile ink) {
        int[] tops = new int[glyphs.size()];
        for (int i = 0; i < tops.length; i++) {
            double from = i == 0 ? 0 : (glyphs.get(i - 1).x() + glyphs.get(i).x()) / 2;
            double to = i == tops.length - 1
                    ? Double.MAX_VALUE
                    : (glyphs.get(i).x() + glyphs.get(i + 1).x()) / 2;
            tops[i] = ink.top(glyphs.get(i).x(), from, to);
        }
        double low = median(glyphs, tops, LOW);
        double high = median(glyphs, tops, HIGH);
        if (!(low - high >= APART)) {
            return glyphs;
        }
        List<Glyph> mended = new ArrayList<>();
        for (int i = 0; i < tops.length; i++) {
            boolean within = i > 0 && i < tops.length - 1;
            mended.add(
                    within
                            ? mended(
                                    glyphs.get(i - 1), glyphs.get(i), glyphs.get(i + 1), (low - tops[i]) / (low - high))
                            : glyphs.get(i));
        }
        return mended;
    }

    /** @param rise 0 for a letter that is as high as small ones, 1 for one as high as capitals */
    private static Glyph mended(Glyph before, Glyph glyph, Glyph after, double rise) {
        String small = glyph.text().toLowerCase(Locale.ROOT);
        if (!ALIKE.contains(small)) {
            return glyph;
        }
        boolean becomesSmall = !glyph.text().equals(small) && isSmall(before) && isSmall(after) && rise < 1 - OFF;
        boolean becomesCapital = glyph.text().equals(small) && isCapital(before) && isCapital(after) && rise > OFF;
        return becomesSmall
                ? new Glyph(small, glyph.x(), glyph.trust())
                : becomesCapital ? new Glyph(small.toUpperCase(Locale.ROOT), glyph.x(), glyph.trust()) : glyph;
    }

    private static boolean isSmall(Glyph glyph) {
        return Character.isLowerCase(glyph.text().codePointAt(0));
    }

    private static boolean isCapital(Glyph glyph) {
        return Character.isUpperCase(glyph.text().codePointAt(0));
    }

    /** Returns NaN when there are none of these letters. */
    private static double median(List<Glyph> glyphs, int[] tops, String letters) {
        int[] found = new int[tops.length];
        int count = 0;
        for (int i = 0; i < tops.length; i++) {
            if (letters.contains(glyphs.get(i).text())) {
                found[count++] = tops[i];
            }
        }
        Arrays.sort(found, 0, count);
        return count == 0 ? Double.NaN : found[count / 2];
    }
}
