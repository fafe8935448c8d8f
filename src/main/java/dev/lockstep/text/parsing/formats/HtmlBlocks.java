package dev.lockstep.text.parsing.formats;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Walks through a part of a page and writes its blocks. */
final class HtmlBlocks {

    private static final Set<String> NEVER_SHOWN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "svg",
            "canvas",
            "iframe",
            "object",
            "audio",
            "video",
            "button",
            "select",
            "input",
            "textarea",
            "datalist");

    /** Notes stand aside, and belong to the text all the same. */
    private static final Pattern NOTE =
            Pattern.compile("(?i)\\b(?:doc-)?(?:footnotes?|endnotes?|rearnotes?|notes?)\\b");

    /** What is no part of a line of its item. */
    private static final Set<String> APART = Set.of("ul", "ol", "table", "pre");

    /** How a word is read stands above it: within the word it would hide it. */
    private static final Set<String> READINGS = Set.of("rt", "rp");

    private static final Pattern NUMBER = Pattern.compile("[\\[(]?(?:\\d{1,4}|[a-z]|[*†‡§]{1,3})[\\])]?");

    /** These end a line, whatever the library's table says. */
    private static final Set<String> LINES = Set.of("summary", "legend", "optgroup", "option");

    private static final Set<String> AROUND = Set.of("nav", "aside", "footer", "menu", "dialog");

    /** The part of a page that is meant. */
    enum Scope {
        /** A main part was marked: headers and footers in it are its own. */
        MARKED,
        BODY,
        EVERYTHING;

        static Scope of(Element main, Document page) {
            return main.equals(HtmlPages.body(page)) ? BODY : MARKED;
        }
    }

    private final TextWriter text;
    private final ParseLimits limits;
    private final Scope scope;
    private final StringBuilder line = new StringBuilder();

    HtmlBlocks(TextWriter text, ParseLimits limits, Scope scope) {
        this.text = text;
        this.limits = limits;
        this.scope = scope;
    }

    void write(Element root) {
        children(root, 0, 0);
        flush();
    }

    /** @param list how many lists lie around */
    private void children(Element parent, int depth, int list) {
        if (depth > limits.depth()) {
            throw ParseRefusals.tooDeep(limits.depth());
        }
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode words) {
                line.append(words.getWholeText().replace('\n', ' ').replace('\r', ' '));
            } else if (child instanceof Element element && isShown(element)) {
                element(element, depth + 1, list);
            }
        }
    }

    private boolean isShown(Element element) {
        String name = element.normalName();
        if (NEVER_SHOWN.contains(name) || READINGS.contains(name)) {
            return false;
        }
        if (scope == Scope.EVERYTHING) {
            return true;
        }
        if (isNote(element)) {
            return true;
        }
        boolean around = AROUND.contains(name)
                || (scope == Scope.BODY && name.equals("header") && element.selectFirst("h1") == null)
                || element.attr("role").equals("navigation");
        return !around
                && !element.hasAttr("hidden")
                && !element.attr("aria-hidden").equals("true");
    }

    private static boolean isBlock(Element element) {
        return element.isBlock() || LINES.contains(element.normalName());
    }

    private static boolean isNote(Element element) {
        return element.normalName().equals("aside")
                && NOTE.matcher(element.attr("epub:type") + " " + element.attr("role") + " " + element.className())
                        .find();
    }

    private void element(Element element, int depth, int list) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                flush();
                text.heading(element.normalName().charAt(1) - '0', element.text());
            }
            case "br" -> line.append('\n');
            case "pre" -> {
                flush();
                text.code(element.wholeText());
            }
            case "ul", "ol" -> {
                flush();
                children(element, depth, list + 1);
                flush();
            }
            case "li" -> item(element, depth, list);
            case "table" -> {
                flush();
                table(element, depth, list);
            }
            case "td", "th" -> {
                children(element, depth, list);
                line.append(' ');
            }
            case "sup", "a" -> {
                if (!noteNumber(element)) {
                    children(element, depth, list);
                }
            }
            default -> {
                if (isBlock(element)) {
                    flush();
                    children(element, depth, list);
                    flush();
                } else {
                    children(element, depth, list);
                }
            }
        }
    }

    /** Writes the number of a note apart from the word before it, which would else not be found. */
    private boolean noteNumber(Element element) {
        boolean named = element.attr("epub:type").contains("noteref")
                || element.attr("role").contains("noteref");
        boolean raised = element.normalName().equals("sup") && element.selectFirst("a[href^=#]") != null;
        String number = named || raised ? element.text().strip() : "";
        if (!NUMBER.matcher(number).matches()) {
            return false;
        }
        line.append(number.startsWith("[") ? number : "[" + number + "]");
        return true;
    }

    /** The text before a list in an item is the item's own; the list's items follow, one step further in. */
    private void item(Element element, int depth, int list) {
        flush();
        within(element, depth, list);
        endItem(list);
    }

    private void within(Element element, int depth, int list) {
        if (depth > limits.depth()) {
            throw ParseRefusals.tooDeep(limits.depth());
        }
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode words) {
                line.append(words.getWholeText());
            } else if (child instanceof Element inner && isShown(inner)) {
                if (APART.contains(inner.normalName())) {
                    endItem(list);
                    element(inner, depth + 1, list);
                } else if (!noteNumber(inner)) {
                    String between = isBlock(inner) || inner.normalName().equals("br") ? " " : "";
                    line.append(between);
                    within(inner, depth + 1, list);
                    line.append(between);
                }
            }
        }
    }

    private void endItem(int list) {
        text.item(Math.max(0, list - 1), line.toString());
        line.setLength(0);
    }

    /** A table within a table is there for the looks of the page: the outer one is read as if it were none. */
    private void table(Element table, int depth, int list) {
        boolean layout =
                table.select("table").size() > 1 || table.select("td, th").size() < 2;
        if (layout) {
            children(table, depth, list);
            flush();
            return;
        }
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            text.paragraph(caption.text());
        }
        HtmlTable.write(table, text, Element::text);
    }

    private void flush() {
        text.paragraph(line.toString());
        line.setLength(0);
    }
}
