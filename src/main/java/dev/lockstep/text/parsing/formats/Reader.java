package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one format. */
public interface Reader {

    /**
     * A document that is to be read.
     *
     * @param mediaType what it was found to be
     * @param charset as declared by the sender; formats that say it themselves are believed before
     */
    record Source(
            Content content, String mediaType, @Nullable String charset) {}

    /**
     * Reads a document.
     *
     * @throws Rejected when it can't be read, says nothing, or exceeds a limit
     * @throws IOException when the file can't be read, or is not what it should be
     */
    ParsedDocument read(Source source, ParseLimits limits) throws IOException;

    /** Is told of pages that take long. */
    interface PageProgress {

        PageProgress NOBODY = (done, all) -> {};

        /**
         * Tells how far it is.
         *
         * @param done pages that are over
         */
        void at(int done, int all);
    }

    /** Reads a document of any type without telling anybody of its progress; see the other method of this name. */
    static ParsedDocument readAny(DocumentType type, Source source, ParseLimits limits) {
        return readAny(type, source, limits, PageProgress.NOBODY);
    }

    /**
     * Reads a document of any type.
     *
     * @throws Rejected see {@link #read}; every failure of a library means that the document is corrupt
     */
    static ParsedDocument readAny(DocumentType type, Source source, ParseLimits limits, PageProgress progress) {
        try {
            return of(type, new PictureReading(limits.recognition(), progress)).read(source, limits);
        } catch (Rejected refused) {
            throw refused;
        } catch (StackOverflowError endless) {
            throw ParseRefusals.tooDeep(limits.depth());
        } catch (IOException | RuntimeException broken) {
            throw LibraryFailures.translate(broken, source.mediaType(), limits);
        }
    }

    private static Reader of(DocumentType type, PictureReading pictures) {
        return switch (type) {
            case TEXT, MARKDOWN, CODE -> new PlainTextReader(type);
            case CSV, TSV -> new CsvReader(type);
            case JSON, JSON_LINES -> new JsonReader();
            case HTML -> new HtmlReader();
            case EMAIL -> new EmailReader();
            case PDF -> new PdfReader(pictures);
            case IMAGE -> new ImageFileReader(pictures);
            case DOCX, PPTX, XLSX, EPUB, ODT, ODS, ODP, ARCHIVE -> new ArchiveReader();
            case DOC, XLS, PPT, MSG, COMPOUND -> new CompoundReader();
            case RTF, OLD_XLS, WORD_XML, EXCEL_XML, FLAT_ODT -> new OlderOfficeReader(type);
            case MBOX -> new MboxReader();
            case NOTEBOOK -> new NotebookReader();
            case ASCIIDOC -> new AsciiDocReader();
            case SUBTITLES -> new SubtitleReader();
        };
    }

    /**
     * Makes a document of Markdown.
     *
     * @throws Rejected when there is nothing to read in it
     */
    static ParsedDocument markdown(String mediaType, TextWriter text, DocumentProperties found) {
        return document(mediaType, Format.MARKDOWN, text, found);
    }

    /** Does the same as {@link #markdown} for a document without headings, lists and tables. */
    static ParsedDocument plain(String mediaType, TextWriter text, DocumentProperties found) {
        return document(mediaType, Format.TEXT, text, found);
    }

    private static ParsedDocument document(String mediaType, Format format, TextWriter text, DocumentProperties found) {
        if (text.isBlank()) {
            throw ParseRefusals.empty(mediaType);
        }
        Map<String, Object> metadata = found.values();
        return new ParsedDocument(mediaType, format, text.text(), found.title(), metadata);
    }
}
