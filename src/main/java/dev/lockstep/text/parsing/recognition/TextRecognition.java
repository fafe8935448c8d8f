package dev.lockstep.text.parsing.recognition;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pictures of pages, one at a time. The models are loaded once, and stay. */
public final class TextRecognition {

    /** What is read with less trust is no text, but a picture, a stamp or dirt. */
    private static final double TRUSTWORTHY = .5;

    /** So many lines show whether the page is upside down, when they are read with less trust than this. */
    private static final int SAMPLE = 5;

    private static final double DOUBTFUL = .85;

    private static @Nullable TextRecognition shared;

    private final TextDetector detector;
    private final LineReaders readers;

    private TextRecognition(int threads) {
        this.detector = new TextDetector(threads);
        this.readers = new LineReaders(threads);
    }

    /**
     * Returns the one of this process.
     *
     * @param threads that work on a page at a time; whoever is first decides
     */
    public static synchronized TextRecognition shared(int threads) {
        TextRecognition there = shared;
        if (there == null) {
            there = new TextRecognition(threads);
            shared = there;
        }
        return there;
    }

    public RecognizedPage read(BufferedImage picture) {
        return read(PageImage.of(picture));
    }

    synchronized RecognizedPage read(PageImage picture) {
        PageImage page = picture;
        List<TextBox> boxes = detector.detect(page);
        if (isTurned(boxes)) {
            page = page.turnedRight();
            boxes = detector.detect(page);
        }
        if (isUpsideDown(page, boxes)) {
            page = page.turnedRound();
            boxes = detector.detect(page);
        }
        List<TextLine> lines = readers.read(page, boxes).stream()
                .filter(line -> !line.text().isBlank() && line.trust() >= TRUSTWORTHY)
                .toList();
        return new RecognizedPage(ReadingOrder.text(lines), confidence(lines));
    }

    /** Tells whether most of the text is upright, so that the page lies on its side. */
    private static boolean isTurned(List<TextBox> boxes) {
        double lying = 0;
        double upright = 0;
        for (TextBox box : boxes) {
            if (box.width() > 2 * box.height()) {
                lying += box.width() * box.height();
            } else if (box.height() > 2 * box.width()) {
                upright += box.width() * box.height();
            }
        }
        return upright > lying;
    }

    private boolean isUpsideDown(PageImage page, List<TextBox> boxes) {
        List<TextBox> longest = boxes.stream()
                .sorted(Comparator.comparingDouble(TextBox::width).reversed())
                .limit(SAMPLE)
                .toList();
        double trust = trust(page, longest);
        if (longest.isEmpty() || trust >= DOUBTFUL) {
            return false;
        }
        List<TextBox> turned = new ArrayList<>();
        longest.forEach(box -> turned.add(
                new TextBox(page.width() - box.x(), page.height() - box.y(), box.width(), box.height(), box.angle())));
        return trust(page.turnedRound(), turned) > trust;
    }

    private double trust(PageImage page, List<TextBox> boxes) {
        return readers.read(page, boxes).stream()
                .mapToDouble(TextLine::trust)
                .average()
                .orElse(0);
    }

    private static int confidence(List<TextLine> lines) {
        double trust = 0;
        int length = 0;
        for (TextLine line : lines) {
            trust += line.trust() * line.text().length();
            length += line.text().length();
        }
        return length == 0 ? 0 : (int) Math.round(100 * trust / length);
    }
}
