package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads electronic books: the chapters in the order of reading. */
final class EpubReader {

    private static final String TYPE = DocumentType.EPUB.mediaType();
    private static final String FONTS = "http://www.idpf.org/2008/embedding http://ns.adobe.com/pdf/enc#RC";

    private final ArchiveParts parts;

    EpubReader(ArchiveParts parts) {
        this.parts = parts;
    }

    ParsedDocument read(ParseLimits limits) throws IOException {
        requireOpen();
        String path = xml("META-INF/container.xml").select("rootfile").attr("full-path");
        Document book = xml(path);
        DocumentProperties found = new DocumentProperties(TYPE);
        describe(book, found);
        TextWriter text = new TextWriter(limits);
        Map<String, Element> items = new HashMap<>();
        book.select("manifest > item").forEach(item -> items.put(item.attr("id"), item));
        for (Element step : book.select("spine > itemref")) {
            Element item = items.get(step.attr("idref"));
            if (item != null && item.attr("media-type").contains("html")) {
                chapter(resolve(path, item.attr("href")), text, limits);
            }
        }
        return Reader.markdown(TYPE, text, found);
    }

    /** Refuses a book that is protected. Fonts may be veiled, which harms nobody who only reads. */
    private void requireOpen() throws IOException {
        String encryption = parts.text("META-INF/encryption.xml");
        if (encryption == null) {
            return;
        }
        for (Element method :
                Jsoup.parse(encryption, "", Parser.xmlParser()).select("*|EncryptedData > *|EncryptionMethod")) {
            if (!FONTS.contains(method.attr("Algorithm"))
                    || method.attr("Algorithm").isEmpty()) {
                throw ParseRefusals.encrypted("the book is protected (digital rights management)");
            }
        }
    }

    private static void describe(Document book, DocumentProperties found) {
        found.title(first(book, "dc|title"));
        found.authors(book.select("dc|creator").eachText());
        found.language(first(book, "dc|language"));
        found.created(first(book, "dc|date"));
        found.modified(first(book, "meta[property=dcterms:modified]"));
    }

    private static @Nullable String first(Document book, String query) {
        Element element = book.selectFirst(query);
        return element == null ? null : element.text();
    }

    private void chapter(String path, TextWriter text, ParseLimits limits) throws IOException {
        byte[] bytes = parts.bytes(path);
        if (bytes == null) {
            throw ParseRefusals.corrupt(TYPE, "the chapter '" + path + "' is missing");
        }
        Document page = HtmlPages.parse(Charsets.page(bytes, null), limits);
        new HtmlBlocks(text, limits, HtmlBlocks.Scope.MARKED).write(HtmlPages.body(page));
    }

    private Document xml(String path) throws IOException {
        String xml = parts.text(path);
        if (xml == null) {
            throw ParseRefusals.corrupt(TYPE, "'" + path + "' is missing");
        }
        return Jsoup.parse(xml, "", Parser.xmlParser());
    }

    /** The name of a part that another part refers to. */
    private static String resolve(String from, String reference) {
        String decoded = URLDecoder.decode(reference.replace("+", "%2B").split("#", 2)[0], StandardCharsets.UTF_8);
        return ArchiveParts.resolve(from, decoded);
    }
}
