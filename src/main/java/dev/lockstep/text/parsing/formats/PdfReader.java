package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/** Reads the text of a PDF's pages, each of which ends with a form feed. */
final class PdfReader implements Reader {

    /** The sign is within so many bytes of the end. */
    private static final int END = 2_048;

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
            new Pages(pdf, text, scanned).write();
            if (text.isBlank()) {
                throw isCutOff(bytes)
                        ? ParseRefusals.corrupt(source.mediaType(), "its end is missing, and there is no text before")
                        : pdf.getNumberOfPages() == 0 ? ParseRefusals.empty(source.mediaType()) : scanned.refusal();
            }
            DocumentProperties found = describe(pdf);
            found.recognized(pictures.confidences());
            ParsedDocument read = Reader.plain(source.mediaType(), text, found);
            return new ParsedDocument(
                    read.mediaType(), read.format(), Hyphens.joined(read.text()), read.title(), read.metadata());
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

    /** A PDF ends with a sign, after which some programs write a little more. */
    private static boolean isCutOff(RandomAccessRead bytes) throws IOException {
        byte[] end = new byte[(int) Math.min(bytes.length(), END)];
        bytes.seek(bytes.length() - end.length);
        int read = bytes.read(end, 0, end.length);
        return !new String(end, 0, Math.max(0, read), StandardCharsets.ISO_8859_1).contains("%%EOF");
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

    /** Writes the pages of a PDF, each of which ends with a form feed; its own form feeds end no page. */
    private static final class Pages {

        private final PDDocument pdf;
        private final TextWriter text;
        private final ScannedPages scanned;
        private int current = 1;
        private String said = "";

        private Pages(PDDocument pdf, TextWriter text, ScannedPages scanned) {
            this.pdf = pdf;
            this.text = text;
            this.scanned = scanned;
        }

        private void write() throws IOException {
            new PdfPageText(text::requireRoom, this::page).read(pdf);
            endPagesBefore(pdf.getNumberOfPages());
            remarks(pdf.getNumberOfPages());
            List<String> extras = new ArrayList<>(PdfExtras.fields(pdf));
            Set<String> attachments = PdfExtras.attachments(pdf);
            if (!attachments.isEmpty()) {
                extras.add("Attachments: " + String.join(", ", attachments));
            }
            if (!extras.isEmpty()) {
                text.plain((said.isEmpty() ? "" : "\n\n") + String.join("\n", extras));
            }
        }

        private void page(int number, String layer) throws IOException {
            endPagesBefore(number);
            said = scanned.text(number, layer);
            text.plain(said);
        }

        private void remarks(int number) throws IOException {
            if (number > 0) {
                for (String remark : PdfExtras.remarks(pdf, number)) {
                    text.plain((said.isEmpty() ? "" : "\n\n") + remark);
                    said = remark;
                }
            }
        }

        /** Ends the pages before one. Pages without anything on them are not reported, but count. */
        private void endPagesBefore(int number) throws IOException {
            for (; current < number; current++) {
                remarks(current);
                text.endPage();
                said = "";
            }
        }
    }
}
