package dev.lockstep.text.parsing.recognition;

import dev.lockstep.text.parsing.recognition.SmallestRectangle.Corner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells for each pixel how likely it belongs to text, and finds the boxes around what hangs together. The model marks text shrunk, so that
 * lines stay apart; a box is therefore grown again, the more the thicker it is. See Liao et al., "Real-time Scene Text Detection with
 * Differentiable Binarization" (2020), section 3.5; the numbers are those of PaddleOCR's configuration of PP-OCRv4.
 */
final class TextMap {

    /** A pixel above this is text. */
    private static final float TEXT = .3f;

    /** A box whose pixels have less than this on average is none. */
    private static final float LIKELY = .5f;

    /** Times area by circumference of a box: how far each side moves out. */
    private static final double GROWTH = 1.6;

    /** What is thinner is dirt. */
    private static final double THINNEST = 3;

    private static final int MOST_BOXES = 3_000;

    private final int width;
    private final int height;
    private final float[] likely;
    private final int[] stack;
    private final boolean[] seen;

    TextMap(int width, int height, float[] likely) {
        this.width = width;
        this.height = height;
        this.likely = likely;
        this.stack = new int[width * height];
        this.seen = new boolean[width * height];
    }

    List<TextBox> boxes() {
        List<TextBox> boxes = new ArrayList<>();
        for (int i = 0; i < likely.length && boxes.size() < MOST_BOXES; i++) {
            if (!seen[i] && likely[i] > TEXT) {
                addBox(component(i), boxes);
            }
        }
        return boxes;
    }

    /** Collects the pixels that hang together with one, in the order in which they are found. */
    private int[] component(int start) {
        int found = 1;
        stack[0] = start;
        seen[start] = true;
        for (int next = 0; next < found; next++) {
            int at = stack[next];
            int x = at % width;
            for (int dy = -width; dy <= width; dy += width) {
                for (int dx = x == 0 ? 0 : -1; dx <= (x == width - 1 ? 0 : 1); dx++) {
                    int neighbour = at + dy + dx;
                    if (neighbour >= 0 && neighbour < likely.length && !seen[neighbour] && likely[neighbour] > TEXT) {
                        seen[neighbour] = true;
                        stack[found++] = neighbour;
                    }
                }
            }
        }
        return Arrays.copyOf(stack, found);
    }

    private void addBox(int[] pixels, List<TextBox> boxes) {
        double sum = 0;
        int[] first = new int[height];
        int[] last = new int[height];
        Arrays.fill(first, width);
        Arrays.fill(last, -1);
        for (int pixel : pixels) {
            sum += likely[pixel];
            int row = pixel / width;
            first[row] = Math.min(first[row], pixel % width);
            last[row] = Math.max(last[row], pixel % width);
        }
        TextBox box = SmallestRectangle.around(ends(first, last));
        boolean isText = sum / pixels.length >= LIKELY && Math.min(box.width(), box.height()) >= THINNEST;
        if (isText) {
            boxes.add(box.grown(GROWTH * box.width() * box.height() / (2 * (box.width() + box.height()))));
        }
    }

    /** The ends of each row are enough to find the hull. */
    private static List<Corner> ends(int[] first, int[] last) {
        List<Corner> ends = new ArrayList<>();
        for (int row = 0; row < first.length; row++) {
            if (last[row] >= 0) {
                ends.add(new Corner(first[row], row));
                ends.add(new Corner(last[row] + 1, row));
                ends.add(new Corner(first[row], row + 1));
                ends.add(new Corner(last[row] + 1, row + 1));
            }
        }
        return ends;
    }
}
