package dev.lockstep.text.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** What Apache Tika reads of a document, without what is embedded in it. */
final class ReferenceText {

    private static final AutoDetectParser TIKA = new AutoDetectParser();

    private ReferenceText() {}

    static String of(Path file) throws IOException, TikaException, SAXException {
        BodyContentHandler text = new BodyContentHandler(-1);
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                return false;
            }

            @Override
            public void parseEmbedded(InputStream bytes, ContentHandler to, Metadata metadata, boolean asPage) {}
        });
        Metadata metadata = new Metadata();
        try (TikaInputStream bytes = TikaInputStream.get(file, metadata)) {
            TIKA.parse(bytes, text, metadata, context);
        }
        return text.toString();
    }
}
