package dev.lockstep.text.parsing.recognition;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads one line of text after the other, by the recognition model of PP-OCRv4. Each thread has one of its own. */
final class TextRecognizer {

    /** In columns of a picture; the model was trained on pictures of 320. */
    private static final int PART = 320;

    /** What is read with less trust is read again in shorter parts. */
    private static final double DOUBTFUL = .9;

    private static final int SHORT_PART = 100;

    /** Boxes are somewhat higher than the model reads best. */
    private static final double TIGHT = .92;

    private final NeuralNetwork network;
    private final CtcDecoder decoder;
    private final FloatBuffer room = LineImage.room();

    TextRecognizer(NeuralNetwork network, CtcDecoder decoder) {
        this.network = network;
        this.decoder = decoder;
    }

    TextLine read(PageImage page, TextBox found) {
        TextBox box = found.high(TIGHT);
        LineImage line = LineImage.cut(page, box, room);
        WordGaps gaps = new WordGaps(new InkProfile(line));
        List<TextLine> read = new ArrayList<>();
        int from = 0;
        for (int to : gaps.cut(0, line.drawn(), PART)) {
            read.add(readWithCare(page, new Stretch(box, line.drawn(), from, to), gaps));
            from = to;
        }
        return join(found, read);
    }

    /** A part of a line, from one of its columns to another. */
    private record Stretch(TextBox line, int columns, int from, int to) {

        TextBox box() {
            return line.part(from / (double) columns, to / (double) columns);
        }
    }

    private TextLine readWithCare(PageImage page, Stretch part, WordGaps gaps) {
        TextLine read = read(page, part.box(), gaps);
        List<Integer> ends = read.trust() < DOUBTFUL ? gaps.cut(part.from, part.to, SHORT_PART) : List.of();
        if (ends.size() < 2) {
            return read;
        }
        List<TextLine> words = new ArrayList<>();
        int from = part.from;
        for (int to : ends) {
            words.add(read(page, new Stretch(part.line, part.columns, from, to).box(), gaps));
            from = to;
        }
        TextLine again = join(part.box(), words);
        return again.trust() > read.trust() ? again : read;
    }

    private TextLine read(PageImage page, TextBox box, WordGaps gaps) {
        LineImage picture = LineImage.cut(page, box, room);
        InkProfile ink = new InkProfile(picture);
        List<Glyph> glyphs = decoder.decode(network.run(picture.picture(), LineImage.HEIGHT, picture.width()));
        String text = gaps.complete(LetterCase.mend(glyphs, ink), ink).stream()
                .map(Glyph::text)
                .collect(Collectors.joining());
        double trust = glyphs.stream().mapToDouble(Glyph::trust).average().orElse(0);
        return new TextLine(box, Punctuation.ofScript(text.strip()), trust);
    }

    /** Puts the parts of a line together; each counts for the trust by its length. */
    private static TextLine join(TextBox box, List<TextLine> parts) {
        List<String> texts = new ArrayList<>();
        double trust = 0;
        int length = 0;
        for (TextLine part : parts) {
            if (!part.text().isEmpty()) {
                texts.add(part.text());
                trust += part.trust() * part.text().length();
                length += part.text().length();
            }
        }
        return new TextLine(box, String.join(" ", texts), length == 0 ? 0 : trust / length);
    }
}
