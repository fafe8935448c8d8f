package dev.lockstep.text.parsing.recognition;

import dev.lockstep.text.parsing.recognition.NeuralNetwork.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes characters of what the recognition model says of each step along a line: the likeliest class of each, a class that lasts several
 * steps once, without the class that means nothing (Graves et al., "Connectionist Temporal Classification", 2006, best path decoding).
 */
final class CtcDecoder {

    private static final int NOTHING = 0;

    /** The width of a step: the model divides the width of a picture by it. */
    static final int STEP = 8;

    private final String[] classes;

    private CtcDecoder(List<String> classes) {
        this.classes = classes.toArray(String[]::new);
    }

    /**
     * Knows the alphabet of the model. The model's file has it too, but the runtime decodes characters beyond the basic plane there wrongly.
     */
    static CtcDecoder load() {
        try (InputStream file = CtcDecoder.class.getResourceAsStream("/models/ppocr_keys_v1.txt")) {
            if (file == null) {
                throw new IllegalStateException("the alphabet of the model is not there");
            }
            List<String> classes = new ArrayList<>(List.of(""));
            classes.addAll(List.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)));
            classes.add(" ");
            return new CtcDecoder(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Glyph> decode(Output said) {
        if (said.last() != classes.length) {
            throw new IllegalStateException(said.last() + " classes, but " + classes.length + " characters");
        }
        List<Glyph> glyphs = new ArrayList<>();
        int before = NOTHING;
        int steps = said.values().length / said.last();
        for (int step = 0; step < steps; step++) {
            int best = best(said, step);
            float trust = said.values()[step * said.last() + best];
            if (best != NOTHING && best != before) {
                glyphs.add(new Glyph(classes[best], STEP * (step + .5), trust));
            }
            before = best;
        }
        return glyphs;
    }

    private static int best(Output said, int step) {
        int from = step * said.last();
        int best = from;
        for (int i = from + 1; i < from + said.last(); i++) {
            if (said.values()[i] > said.values()[best]) {
                best = i;
            }
        }
        return best - from;
    }
}
