package dev.lockstep.text.parsing.recognition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Finds where on a page there is text, by the detection model of PP-OCRv4. */
final class TextDetector {

    /** The model halves the picture five times. */
    private static final int STEP = 32;

    /** The longer side of the picture that the model sees: small print is still found, and larger takes long. */
    private static final int LONGEST = 1_280;

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

    List<TextBox> detect(PageImage page) {
        double scale = Math.min(1, LONGEST / (double) Math.max(page.width(), page.height()));
        int columns = multiple(page.width() * scale);
        int rows = multiple(page.height() * scale);
        draw(page, columns, rows);
        float[] likely = network.run(picture, rows, columns).values();
        double across = page.width() / (double) columns;
        double down = page.height() / (double) rows;
        return new TextMap(columns, rows, likely)
                .boxes().stream().map(box -> box.scaled(across, down)).toList();
    }

    private static int multiple(double length) {
        return Math.max(STEP, Math.min(LONGEST / STEP, (int) Math.round(length / STEP)) * STEP);
    }

    private void draw(PageImage page, int columns, int rows) {
        PageImage near = page;
        while (near.width() >= 2 * columns && near.height() >= 2 * rows) {
            near = near.half();
        }
        double across = near.width() / (double) columns;
        double down = near.height() / (double) rows;
        picture.clear();
        int size = columns * rows;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int colour = near.at((x + .5) * across - .5, (y + .5) * down - .5);
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
