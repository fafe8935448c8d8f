package dev.lockstep.text.parsing.recognition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A line of text as the recognition model takes it: cut out of the page, level and 48 pixels high.
 *
 * @param grey brightness of each pixel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LineImage(FloatBuffer picture, int width, int drawn, int[] grey) {

    static final int HEIGHT = 48;

    /** The model looks at eight columns at a time, and was trained with pictures that are not narrower than this. */
    private static final int NARROWEST = 48;

    /** What is longer is drawn together, so that no page makes a picture without end. */
    private static final int WIDEST = 4_096;

    /** The brightness of what is not of the page. */
    static final int NOTHING = -1;

    /** Makes room for one picture at a time. */
    static FloatBuffer room() {
        return ByteBuffer.allocateDirect(3 * HEIGHT * WIDEST * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** @param room is where the picture is put, until the next one is */
    static LineImage cut(PageImage page, TextBox box, FloatBuffer room) {
        double scale = HEIGHT / Math.max(1, box.height());
        int drawn = Math.max(8, Math.min(WIDEST, (int) Math.round(box.width() * scale)));
        int width = Math.max(NARROWEST, (drawn + 7) / 8 * 8);
        LineImage line = new LineImage(room.clear().limit(3 * HEIGHT * width), width, drawn, new int[HEIGHT * width]);
        line.draw(page, box, drawn);
        line.fill(drawn);
        return line;
    }

    private void draw(PageImage page, TextBox box, int drawn) {
        PageImage near = page;
        double size = 1;
        while (box.height() * size >= 2 * HEIGHT) {
            near = near.half();
            size /= 2;
        }
        double cos = Math.cos(box.angle());
        double sin = Math.sin(box.angle());
        for (int y = 0; y < HEIGHT; y++) {
            double down = ((y + .5) / HEIGHT - .5) * box.height();
            for (int x = 0; x < drawn; x++) {
                double along = ((x + .5) / drawn - .5) * box.width();
                set(
                        x,
                        y,
                        near.at(
                                (box.x() + along * cos - down * sin) * size - .5,
                                (box.y() + along * sin + down * cos) * size - .5));
            }
        }
    }

    /** What is right of the text is zero, the middle between black and white, as in training. */
    private void fill(int drawn) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = drawn; x < width; x++) {
                for (int part = 0; part < 3; part++) {
                    picture.put((part * HEIGHT + y) * width + x, 0);
                }
                grey[y * width + x] = NOTHING;
            }
        }
    }

    private void set(int x, int y, int colour) {
        int at = y * width + x;
        for (int part = 0; part < 3; part++) {
            picture.put(part * HEIGHT * width + at, (colour >> (8 * part) & 0xff) / 127.5f - 1);
        }
        grey[at] = ((colour >> 16 & 0xff) * 2 + (colour >> 8 & 0xff) * 5 + (colour & 0xff)) / 8;
    }
}
