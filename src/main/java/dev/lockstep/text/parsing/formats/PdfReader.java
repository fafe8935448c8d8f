package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Reads the text of a PDF's pages, each of which ends with a form feed. */
final class PdfReader implements Reader {

    private final PictureReading pictures;

    PdfReader(PictureReading pictures) {
        this.pictures = pictures;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        try (RandomAccessRead bytes = bytes(source.content());
                PDDocument pdf = Loader.loadPDF(bytes, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            if (!pdf.getCurrentAccessPermission().canExtractContent()) {
                throw ParseRefusals.encrypted("the PDF does not permit to extract its text");
            }
            TextWriter text = new TextWriter(limits);
            ScannedPages scanned = new ScannedPages(pdf, pictures);
            Pages pages = new Pages(text, scanned);
            pages.writeText(pdf, Writer.nullWriter());
            pages.endPagesBefore(pdf.getNumberOfPages());
            if (text.isBlank()) {
                throw pdf.getNumberOfPages() == 0 ? ParseRefusals.empty(source.mediaType()) : scanned.refusal();
            }
            DocumentProperties found = describe(pdf);
            found.recognized(pictures.confidences());
            return Reader.plain(source.mediaType(), text, found);
        } catch (InvalidPasswordException needsPassword) {
            throw ParseRefusals.encrypted("the PDF is protected by a password");
        } catch (NoClassDefFoundError missing) {
            throw withoutCertificates(missing);
        }
    }

    /** What is encrypted for certificates is read by a library that is not there, as there is no key that it could read with. */
    private static RuntimeException withoutCertificates(NoClassDefFoundError missing) {
        if (String.valueOf(missing.getMessage()).startsWith("org/bouncycastle/")) {
            return ParseRefusals.encrypted("the PDF is encrypted for the owners of certificates");
        }
        throw missing;
    }

    private static RandomAccessRead bytes(Content content) throws IOException {
        if (content instanceof Content.InFile file) {
            Path path = file.path();
            return new RandomAccessReadBufferedFile(path);
        }
        try (InputStream bytes = content.open()) {
            return new RandomAccessReadBuffer(bytes.readAllBytes());
        }
    }

    private static DocumentProperties describe(PDDocument pdf) {
        PDDocumentInformation said = pdf.getDocumentInformation();
        DocumentProperties found = new DocumentProperties(DocumentType.PDF.mediaType());
        found.title(said.getTitle());
        found.author(said.getAuthor());
        found.language(pdf.getDocumentCatalog().getLanguage());
        found.created(at(said.getCreationDate()));
        found.modified(at(said.getModificationDate()));
        found.pages(pdf.getNumberOfPages());
        return found;
    }

    private static @Nullable Instant at(@Nullable Calendar date) {
        return date == null ? null : date.toInstant();
    }

    /**
     * Hands on the text that is found instead of writing it: so the text is bounded while it grows, and its own form feeds end no page.
     */
    private static final class Pages extends PDFTextStripper {

        private final TextWriter text;
        private final ScannedPages scanned;
        private final StringBuilder page = new StringBuilder();

        private int current = 1;

        private Pages(TextWriter text, ScannedPages scanned) {
            this.text = text;
            this.scanned = scanned;
            setParagraphStart("\n");
        }

        @Override
        protected void writeString(String words, List<TextPosition> positions) {
            add(words);
        }

        @Override
        protected void writeString(String words) {
            add(words);
        }

        @Override
        protected void writeWordSeparator() {
            add(" ");
        }

        @Override
        protected void writeLineSeparator() {
            add("\n");
        }

        @Override
        protected void writeParagraphStart() {
            add("\n");
        }

        @Override
        protected void writeParagraphEnd() {
            add("\n");
        }

        private void add(String more) {
            page.append(more);
            text.requireRoom(page.length());
        }

        /** Ends the pages before one. Pages without anything on them are not reported, but count. */
        private void endPagesBefore(int number) {
            for (; current < number; current++) {
                text.endPage();
            }
        }

        @Override
        protected void writePageEnd() throws IOException {
            String said = BLANK_LINES
                    .matcher(TextWriter.clean(page.toString()))
                    .replaceAll("\n\n")
                    .strip();
            endPagesBefore(getCurrentPageNo());
            text.plain(scanned.text(getCurrentPageNo(), said));
            page.setLength(0);
        }

        private static final Pattern BLANK_LINES = Pattern.compile("[ \\t]*\\R(?:[ \\t]*\\R)+");
    }
}
