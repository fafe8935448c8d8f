package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.microsoft.xml.SpreadsheetMLParser;
import org.apache.tika.parser.microsoft.xml.WordMLParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.sax.ToHTMLContentHandler;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** A document as the page that Tika makes of it. */
record OfficePage(Element body, Metadata metadata) {

    /** A page may be so many times as long as its text, for its tags. */
    private static final int OVERHEAD = 8;

    static OfficePage of(DocumentType type, Content content, ParseLimits limits) throws IOException {
        Metadata metadata = new Metadata();
        ContentHandler page = new BoundedPage(limits);
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        try (TikaInputStream bytes = open(content)) {
            parser(type).parse(bytes, page, metadata, context);
        } catch (SAXException | TikaException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
        return new OfficePage(Jsoup.parse(page.toString()).body(), metadata);
    }

    private static TikaInputStream open(Content content) throws IOException {
        return content instanceof Content.InFile file
                ? TikaInputStream.get(file.path())
                : TikaInputStream.get(content.open());
    }

    private static Parser parser(DocumentType type) {
        return switch (type) {
            case RTF -> new RTFParser();
            case ODT, ODS, ODP -> new OpenDocumentParser();
            case FLAT_ODT -> new FlatOpenDocumentParser();
            case WORD_XML -> new WordMLParser();
            case EXCEL_XML -> new SpreadsheetMLParser();
            case OLD_XLS -> new OldExcelParser();
            default -> new OfficeParser();
        };
    }

    void describe(DocumentProperties found) {
        found.title(metadata.get(TikaCoreProperties.TITLE));
        found.authors(Arrays.asList(metadata.getValues(TikaCoreProperties.CREATOR)));
        found.language(metadata.get(TikaCoreProperties.LANGUAGE));
        found.created(date(TikaCoreProperties.CREATED));
        found.modified(date(TikaCoreProperties.MODIFIED));
    }

    private @Nullable Instant date(Property property) {
        Date date = metadata.getDate(property);
        return date == null ? null : date.toInstant();
    }

    /** Gives up on a page that no text that is short enough can have. */
    private static final class BoundedPage extends ToHTMLContentHandler {

        private final ParseLimits limits;
        private long written;

        private BoundedPage(ParseLimits limits) {
            this.limits = limits;
        }

        @Override
        protected void write(String more) throws SAXException {
            count(more.length());
            super.write(more);
        }

        @Override
        protected void write(char more) throws SAXException {
            count(1);
            super.write(more);
        }

        private void count(int more) {
            written += more;
            if (written > (long) OVERHEAD * limits.textLength()) {
                throw ParseRefusals.textTooLarge(limits.textLength());
            }
        }
    }

    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream bytes, ContentHandler handler, Metadata metadata, boolean asPage) {
            throw new IllegalStateException("nothing that is embedded is read");
        }
    }
}
