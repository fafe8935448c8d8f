package dev.lockstep.text.parsing.recognition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds where on a page there is text, by the detection model of PP-OCRv4. */
final class TextDetector {

    /** The model halves the picture five times. */
    private static final int STEP = 32;

    /** The longer side of the picture that the model sees: small print is still found, and larger takes long. */
    private static final int LONGEST = 1_280;

    /** A page that is longer than so many times its width is looked at in bands, each so long, which overlap. */
    private static final double NARROW = 2;

    private static final double BAND = 1.4;

    private static final double OVERLAP = .1;

    /** The mean and the deviation of the pictures (ImageNet) that the model was trained on. */
    private static final float[] MEAN = {.485f, .456f, .406f};

    private static final float[] DEVIATION = {.229f, .224f, .225f};

    private final NeuralNetwork network;
    private final FloatBuffer picture = ByteBuffer.allocateDirect(LONGEST * LONGEST * 3 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    TextDetector(int threads) {
        this.network = NeuralNetwork.load("ch_PP-OCRv4_det_infer", threads);
    }

    /** Looks at a page that is long and narrow, such as a receipt, band by band. */
    List<TextBox> detect(PageImage page) {
        boolean isTall = page.height() > page.width();
        double length = Math.max(page.width(), page.height());
        double side = Math.min(page.width(), page.height());
        int bands = length <= NARROW * side ? 1 : (int) Math.ceil(length / (BAND * side));
        double band = length / bands;
        List<TextBox> boxes = new ArrayList<>();
        for (int i = 0; i < bands; i++) {
            double from = Math.max(0, i * band - OVERLAP * side);
            double to = Math.min(length, (i + 1) * band + OVERLAP * side);
            View view = isTall ? new View(0, from, side, to - from) : new View(from, 0, to - from, side);
            double begin = i * band;
            // What lies across the border of two bands is in both of them.
            detect(page, view).stream()
                    .filter(box -> isWithin(isTall ? box.y() : box.x(), begin, begin + band))
                    .forEach(boxes::add);
        }
        return boxes;
    }

    /** A part of a page. */
    private record View(double x, double y, double width, double height) {}

    private static boolean isWithin(double at, double from, double to) {
        return at >= from && at < to;
    }

    private List<TextBox> detect(PageImage page, View view) {
        double scale = Math.min(1, LONGEST / Math.max(view.width, view.height));
        int columns = multiple(view.width * scale);
        int rows = multiple(view.height * scale);
        draw(page, view, columns, rows);
        float[] likely = network.run(picture, rows, columns).values();
        double across = view.width / columns;
        double down = view.height / rows;
        return new TextMap(columns, rows, likely)
                .boxes().stream()
                        .map(box -> box.scaled(across, down).moved(view.x, view.y))
                        .toList();
    }

    private static int multiple(double length) {
        return Math.max(STEP, Math.min(LONGEST / STEP, (int) Math.round(length / STEP)) * STEP);
    }

    private void draw(PageImage page, View view, int columns, int rows) {
        PageImage near = page;
        double scale = 1;
        while (view.width * scale >= 2 * columns && view.height * scale >= 2 * rows) {
            near = near.half();
            scale /= 2;
        }
        double across = view.width / columns;
        double down = view.height / rows;
        picture.clear();
        int size = columns * rows;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int colour =
                        near.at((view.x + (x + .5) * across) * scale - .5, (view.y + (y + .5) * down) * scale - .5);
                for (int part = 0; part < 3; part++) {
                    // The model was trained on blue, green, red.
                    float value = (colour >> (8 * part) & 0xff) / 255f;
                    picture.put(part * size + y * columns + x, (value - MEAN[part]) / DEVIATION[part]);
                }
            }
        }
        picture.limit(3 * size);
    }
}
