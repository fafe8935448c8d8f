package dev.lockstep.text.parsing.formats;

import dev.lockstep.text.parsing.recognition.RecognizedPage;
import dev.lockstep.text.parsing.recognition.TextRecognition;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the pages of one document that are pictures, as many as may be, and remembers how well each could be read. */
final class PictureReading {

    private final RecognitionLimits limits;
    private final Reader.PageProgress progress;
    private final SortedMap<Integer, Integer> confidences = new TreeMap<>();
    private int pictures;

    PictureReading(RecognitionLimits limits, Reader.PageProgress progress) {
        this.limits = limits;
        this.progress = progress;
    }

    RecognitionLimits limits() {
        return limits;
    }

    /**
     * Says that a page is begun, of which a picture is still to be made.
     *
     * @throws dev.lockstep.domain.Rejected when there have been too many
     */
    void begin(int page, int pages) {
        requireFew(++pictures);
        progress.at(page - 1, pages);
    }

    void requireFew(int count) {
        if (count > limits.pages()) {
            throw ParseRefusals.tooManyPictures(limits.pages());
        }
    }

    /** Reads the picture of the page that was begun; what can't be read is empty. */
    String read(int page, BufferedImage picture) {
        RecognizedPage read = TextRecognition.shared(limits.threads()).read(picture);
        if (!read.text().isEmpty()) {
            confidences.put(page, read.confidence());
        }
        return TextWriter.clean(read.text());
    }

    /** How many pictures were looked at. */
    int pictures() {
        return pictures;
    }

    /** How sure of its characters the recognition was, in percent, by the number of each page that has any. */
    Map<Integer, Integer> confidences() {
        return Collections.unmodifiableSortedMap(confidences);
    }
}
