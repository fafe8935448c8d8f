package dev.lockstep.text.parsing.formats;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Tag;

/**
 * Elements that close themselves, {@code <script/>}, as they are in XHTML that is no good XML. A parser of HTML takes such a tag for an
 * opening one, and the rest of the page for a script. They get a closing tag, and marked sections become text.
 */
final class ClosedTags {

    /** What has its own rules within, a tag that is closed at once, or a marked section. Possessive, for it must be linear. */
    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?-->"
                    + "|<!\\[CDATA\\[(?<section>.*?)]]>"
                    + "|<(?<raw>script|style)(?:\\s(?:[^<>/\"']|/(?!>)|\"[^\"]*+\"|'[^']*+')*+)?>"
                    + "|<(?<name>[A-Za-z][A-Za-z0-9:_.-]*+)(?<attributes>(?:[^<>/\"']|/(?!>)|\"[^\"]*+\"|'[^']*+')*+)/>",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ClosedTags() {}

    /** The page with a closing tag for each element that closes itself. */
    static String opened(String page) {
        StringBuilder html = new StringBuilder(page.length() + 1_024);
        Matcher piece = PIECE.matcher(page);
        int written = 0;
        int from = 0;
        while (from < page.length() && piece.find(from)) {
            from = piece.end();
            html.append(page, written, piece.start());
            written = piece.end();
            if (piece.group("raw") != null) {
                html.append(piece.group());
                from = afterRaw(page, piece.end(), piece.group("raw"));
            } else if (piece.group("section") != null) {
                html.append(Entities.escape(piece.group("section")));
            } else if (piece.group("name") != null) {
                html.append(closed(piece.group("name"), piece.group("attributes"), piece.group()));
            } else {
                html.append(piece.group());
            }
        }
        return html.append(page, written, page.length()).toString();
    }

    private static int afterRaw(String page, int from, String name) {
        String end = "</" + name;
        for (int i = page.indexOf("</", from); i >= 0; i = page.indexOf("</", i + 2)) {
            if (page.regionMatches(true, i, end, 0, end.length())) {
                return i;
            }
        }
        return page.length();
    }

    private static String closed(String name, String attributes, String tag) {
        boolean isVoid = Tag.valueOf(name.toLowerCase(Locale.ROOT)).isEmpty();
        return isVoid ? tag : "<" + name + attributes + "></" + name + ">";
    }
}
