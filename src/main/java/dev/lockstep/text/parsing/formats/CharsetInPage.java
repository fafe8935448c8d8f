package dev.lockstep.text.parsing.formats;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The charset that a page names in its own text: in an element made for it, or in a declaration of XML at its very beginning. */
final class CharsetInPage {

    /** The Encoding Standard looks at 1,024 bytes; many pages have their scripts before the declaration. */
    private static final int HEAD = 8_192;

    private static final Pattern OF_CONTENT = Pattern.compile("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_.:-]{1,40})");

    private static final Pattern OF_XML =
            Pattern.compile("\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']");

    private CharsetInPage() {}

    static @Nullable String label(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        for (Element meta : Jsoup.parse(head).getElementsByTag("meta")) {
            if (!meta.attr("charset").isBlank()) {
                return meta.attr("charset").strip();
            }
            Matcher content = OF_CONTENT.matcher(meta.attr("content"));
            if (meta.attr("http-equiv").equalsIgnoreCase("content-type") && content.find()) {
                return content.group(1);
            }
        }
        Matcher xml = OF_XML.matcher(head);
        return xml.lookingAt() ? xml.group(1) : null;
    }
}
