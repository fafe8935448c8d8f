package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the styles of a Word document make of its paragraphs. Their names are the same in every language, their ids are not. */
final class WordStyles {

    private static final Pattern HEADING = Pattern.compile("heading ?([1-9])");

    /** Styles may be based on each other in a circle. */
    private static final int MOST_BASES = 20;

    private final Map<String, XmlNode> styles = new HashMap<>();

    private WordStyles() {}

    static WordStyles read(OpenXmlParts parts, String main) throws IOException {
        WordStyles read = new WordStyles();
        XmlNode part = parts.read(parts.referred(main, "styles").orElse("word/styles.xml"));
        if (part != null) {
            part.all("style").forEach(style -> read.styles.put(style.attribute("styleId"), style));
        }
        return read;
    }

    private String name(XmlNode paragraph) {
        String id = paragraph.value("pPr", "pStyle");
        XmlNode style = styles.get(id);
        String name = style == null ? "" : style.value("name");
        return (name.isEmpty() ? id : name).toLowerCase(Locale.ROOT);
    }

    boolean isTitle(XmlNode paragraph) {
        return name(paragraph).equals("title");
    }

    /** Returns the level of a heading: by the name of its style, or the place in the outline that the style or the paragraph has. */
    OptionalInt level(XmlNode paragraph) {
        Matcher heading = HEADING.matcher(name(paragraph));
        if (heading.matches()) {
            return OptionalInt.of(Integer.parseInt(heading.group(1)));
        }
        XmlNode outline = property(paragraph, "outlineLvl");
        return outline == null || !outline.attribute("val").matches("[0-8]")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(outline.attribute("val")) + 1);
    }

    boolean isItem(XmlNode paragraph) {
        XmlNode numbering = property(paragraph, "numPr");
        return numbering != null
                && !numbering.value("numId").equals("0")
                && !numbering.value("numId").isEmpty();
    }

    /** Returns how many lists lie around the one of an item. */
    int depth(XmlNode paragraph) {
        XmlNode numbering = property(paragraph, "numPr");
        String depth = numbering == null ? "" : numbering.value("ilvl");
        return depth.matches("[0-8]") ? Integer.parseInt(depth) : 0;
    }

    private @Nullable XmlNode property(XmlNode paragraph, String name) {
        XmlNode own = paragraph.at("pPr", name);
        String id = paragraph.value("pPr", "pStyle");
        for (int i = 0; own == null && i < MOST_BASES && styles.containsKey(id); i++) {
            own = styles.get(id).at("pPr", name);
            id = styles.get(id).value("basedOn");
        }
        return own;
    }
}
