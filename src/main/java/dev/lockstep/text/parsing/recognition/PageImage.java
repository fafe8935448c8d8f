package dev.lockstep.text.parsing.recognition;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a page, with a copy of half the size for whoever looks at it from further away: taking every second pixel would lose thin
 * strokes.
 */
final class PageImage {

    /** Nobody looks at copies that are smaller. */
    private static final int SMALLEST = 16;

    private final int width;
    private final int height;
    private final int[] pixels;
    private volatile @Nullable PageImage half;

    PageImage(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** Copies an image onto white, as what is transparent is paper. */
    static PageImage of(BufferedImage image) {
        BufferedImage copy = image;
        if (image.getType() != BufferedImage.TYPE_INT_RGB) {
            copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D canvas = copy.createGraphics();
            canvas.drawImage(image, 0, 0, Color.WHITE, null);
            canvas.dispose();
        }
        int[] pixels = ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
        return new PageImage(copy.getWidth(), copy.getHeight(), pixels);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the page in half the size, rounded up. */
    PageImage half() {
        PageImage made = half;
        if (made == null) {
            made = halved();
            half = made;
        }
        return made;
    }

    /** Makes all copies, for several threads to share. */
    void prepareHalves() {
        PageImage near = this;
        while (Math.max(near.width, near.height) > SMALLEST) {
            near = near.half();
        }
    }

    private PageImage halved() {
        int columns = (width + 1) / 2;
        int rows = (height + 1) / 2;
        int[] halved = new int[columns * rows];
        for (int y = 0; y < rows; y++) {
            int above = 2 * y * width;
            int below = Math.min(2 * y + 1, height - 1) * width;
            for (int x = 0; x < columns; x++) {
                int left = 2 * x;
                int right = Math.min(left + 1, width - 1);
                halved[y * columns + x] =
                        mean(pixels[above + left], pixels[above + right], pixels[below + left], pixels[below + right]);
            }
        }
        return new PageImage(columns, rows, halved);
    }

    private static int mean(int a, int b, int c, int d) {
        int red = (a >> 16 & 0xff) + (b >> 16 & 0xff) + (c >> 16 & 0xff) + (d >> 16 & 0xff);
        int green = (a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff);
        int blue = (a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff);
        return (((red + 2) >> 2) << 16) | (((green + 2) >> 2) << 8) | ((blue + 2) >> 2);
    }

    /** Returns the colour between four pixels; beyond its edges the page goes on as they are. */
    int at(double x, double y) {
        double column = Math.max(0, Math.min(x, width - 1.0));
        double row = Math.max(0, Math.min(y, height - 1.0));
        int left = (int) column;
        int top = (int) row;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        // In 256ths, whose products fit an int.
        int east = (int) ((column - left) * 256);
        int south = (int) ((row - top) * 256);
        int above = between(pixels[top * width + left], pixels[top * width + right], east);
        int below = between(pixels[bottom * width + left], pixels[bottom * width + right], east);
        return between(above, below, south);
    }

    private static int between(int one, int other, int share) {
        int redAndBlue = ((one & 0xff00ff) * (256 - share) + (other & 0xff00ff) * share) >>> 8 & 0xff00ff;
        int green = ((one & 0xff00) * (256 - share) + (other & 0xff00) * share) >>> 8 & 0xff00;
        return redAndBlue | green;
    }

    /** Returns the page upside down. */
    PageImage turnedRound() {
        int[] turned = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            turned[pixels.length - 1 - i] = pixels[i];
        }
        return new PageImage(width, height, turned);
    }

    /** Returns the page after a quarter turn clockwise. */
    @SuppressWarnings("ArgumentSelectionDefectChecker") // Width and height change places.
    PageImage turnedRight() {
        int[] turned = new int[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x * height + height - 1 - y] = pixels[y * width + x];
            }
        }
        return new PageImage(height, width, turned);
    }
}
