package dev.lockstep.text.parsing.recognition;

import java.util.Arrays;

/**
 * Tells where on the picture of a line there is ink. What parts ink from paper best (Otsu, "A Threshold Selection Method from Gray-Level
 * Histograms", 1979) is the border, and the paper is what there is more of, so that light text on a dark ground is ink, too.
 */
final class InkProfile {

    /** Rows at the edges have what reaches over from the lines above and below. */
    private static final int EDGE = 3;

    /** A single pixel in a column is dirt. */
    private static final int LEAST = 2;

    private static final int SHADES = 256;

    private final LineImage line;
    private final int border;
    private final boolean inkIsDark;
    private final boolean[] columns;

    InkProfile(LineImage line) {
        this.line = line;
        int[] shades = new int[SHADES];
        int pixels = 0;
        for (int grey : line.grey()) {
            if (grey != LineImage.NOTHING) {
                shades[grey]++;
                pixels++;
            }
        }
        this.border = border(shades, pixels);
        int dark = 0;
        for (int shade = 0; shade <= border; shade++) {
            dark += shades[shade];
        }
        this.inkIsDark = 2 * dark < pixels;
        this.columns = new boolean[line.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = inkOf(x) >= LEAST;
        }
    }

    private static int border(int[] shades, int pixels) {
        double all = 0;
        for (int shade = 0; shade < SHADES; shade++) {
            all += (double) shade * shades[shade];
        }
        double best = -1;
        int border = SHADES / 2;
        double darkSum = 0;
        long dark = 0;
        for (int shade = 0; shade < SHADES; shade++) {
            dark += shades[shade];
            darkSum += (double) shade * shades[shade];
            long light = pixels - dark;
            double apart = dark == 0 || light == 0 ? 0 : darkSum / dark - (all - darkSum) / light;
            double variance = dark * apart * light * apart;
            if (variance > best) {
                best = variance;
                border = shade;
            }
        }
        return border;
    }

    private int inkOf(int x) {
        int ink = 0;
        for (int y = EDGE; y < LineImage.HEIGHT - EDGE; y++) {
            ink += isInk(x, y) ? 1 : 0;
        }
        return ink;
    }

    private boolean isInk(int x, int y) {
        int grey = line.grey()[y * line.width() + x];
        return grey != LineImage.NOTHING && grey <= border == inkIsDark;
    }

    boolean isInk(int x) {
        return columns[x];
    }

    /** Returns the length of the longest run of columns without ink between two. */
    int gap(double from, double to) {
        int longest = 0;
        int run = 0;
        for (int x = (int) from; x < Math.min(to, columns.length); x++) {
            run = columns[x] ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Returns the lengths of all runs of columns without ink that have ink before and after. */
    int[] gaps() {
        int[] gaps = new int[columns.length];
        int count = 0;
        int last = columns.length;
        for (int x = 0; x < columns.length; x++) {
            if (columns[x]) {
                if (x - last > 1) {
                    gaps[count++] = x - last - 1;
                }
                last = x;
            }
        }
        return Arrays.copyOf(gaps, count);
    }

    /**
     * Returns the row at which the letter begins that is seen at a column.
     *
     * @param from where it begins at the earliest
     * @param to where it ends at the latest
     */
    int top(double at, double from, double to) {
        int left = (int) at;
        while (left > Math.max(0, from) && columns[left - 1]) {
            left--;
        }
        int right = (int) at;
        while (right < Math.min(columns.length, to) - 1 && columns[right + 1]) {
            right++;
        }
        for (int y = EDGE; y < LineImage.HEIGHT; y++) {
            int ink = 0;
            for (int x = left; x <= right; x++) {
                ink += isInk(x, y) ? 1 : 0;
            }
            if (ink >= LEAST) {
                return y;
            }
        }
        return LineImage.HEIGHT;
    }
}
