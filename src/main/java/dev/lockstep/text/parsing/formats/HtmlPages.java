package dev.lockstep.text.parsing.formats;

import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.TagSet;

/**
 * Reads the text of pages by the rules that they follow. XHTML that is well-formed is XML: an element that closes itself has no content,
 * where HTML would take all that follows for it. Any other page is HTML, whatever it says of itself, but for such elements.
 */
final class HtmlPages {

    private static final int HEAD = 2_000;

    private static final Pattern XHTML = Pattern.compile(
            "<html[^>]*\\sxmlns\\s*=\\s*[\"']http://www\\.w3\\.org/1999/xhtml[\"']", Pattern.CASE_INSENSITIVE);

    private static final XMLInputFactory XML = factory();

    private HtmlPages() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = SafeXml.factory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Books use prefixes that they do not declare.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    static Document parse(String page, ParseLimits limits) {
        boolean xhtml =
                XHTML.matcher(page.substring(0, Math.min(page.length(), HEAD))).find();
        return xhtml && isWellFormed(page, limits)
                ? Jsoup.parse(page, "", Parser.xmlParser().tagSet(TagSet.Html()))
                : Jsoup.parse(xhtml || page.startsWith("<?xml") ? ClosedTags.opened(page) : page);
    }

    /** Returns the body of a page, or the whole of one that has none. */
    static Element body(Document page) {
        Element body = page.selectFirst("body");
        return body == null ? page : body;
    }

    private static boolean isWellFormed(String page, ParseLimits limits) {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(page));
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> depth++;
                    case XMLStreamReader.END_ELEMENT -> depth--;
                    default -> {}
                }
                if (depth > limits.depth()) {
                    return false;
                }
            }
            return true;
        } catch (XMLStreamException no) {
            return false;
        }
    }
}
