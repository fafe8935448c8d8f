package dev.lockstep.features.batch;

import dev.lockstep.features.batch.LineReader.Line;
import dev.lockstep.features.documents.DocumentFormat;
import dev.lockstep.features.documents.DocumentInsertion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a file, one after the other. It blocks, and is used by one thread at a time. */
final class DocumentLines {

    private static final Logger LOG = Logger.getLogger(DocumentLines.class);

    private final LineReader lines;
    private final DocumentFormat format;
    private final long fromLine;

    DocumentLines(LineReader lines, DocumentFormat format, long fromLine) {
        this.lines = lines;
        this.format = format;
        this.fromLine = fromLine;
    }

    /**
     * The content of a line.
     *
     * @param document null when it can't be read
     * @param wrong why
     */
    record Numbered(
            long line,
            @Nullable DocumentInsertion document,
            @Nullable RuntimeException wrong) {

        @Nullable
        String externalId() {
            return document == null ? null : document.draft().externalId();
        }
    }

    /** Returns the next lines; fewer than asked for when the file ends. */
    List<Numbered> next(int most) {
        try {
            List<Numbered> found = new ArrayList<>(most);
            while (found.size() < most) {
                Line line = lines.next();
                if (line == null) {
                    break;
                }
                if (line.number() >= fromLine) {
                    found.add(read(line));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Numbered read(Line line) {
        try {
            return line.wrong() == null
                    ? new Numbered(line.number(), format.read(line.bytes()), null)
                    : new Numbered(line.number(), null, line.wrong());
        } catch (RuntimeException wrong) {
            return new Numbered(line.number(), null, wrong);
        }
    }

    void close() {
        try {
            lines.close();
        } catch (IOException e) {
            LOG.warnf("can't close a batch: %s", e.getMessage());
        }
    }
}
