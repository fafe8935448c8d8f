package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The footnotes, endnotes and comments of a Word document: each is numbered where the text refers to it, and told once at the end. */
final class WordNotes {

    private static final String[] ROMAN_TENS = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
    private static final String[] ROMAN_ONES = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};

    private final Map<String, XmlNode> footnotes;
    private final Map<String, XmlNode> endnotes;
    private final Map<String, XmlNode> comments;
    private final Map<String, String> footnoteMarks = new LinkedHashMap<>();
    private final Map<String, String> endnoteMarks = new LinkedHashMap<>();
    private final Set<String> commented = new LinkedHashSet<>();

    WordNotes(OpenXmlParts parts, String main) throws IOException {
        this.footnotes = notes(parts, main, "footnotes");
        this.endnotes = notes(parts, main, "endnotes");
        this.comments = notes(parts, main, "comments");
    }

    private static Map<String, XmlNode> notes(OpenXmlParts parts, String main, String kind) throws IOException {
        XmlNode part = parts.read(parts.referred(main, kind).orElse("word/" + kind + ".xml"));
        Map<String, XmlNode> notes = new LinkedHashMap<>();
        if (part != null) {
            // Lines that separate notes from the text are kept as notes of a type of their own.
            part.children().stream()
                    .filter(note ->
                            !note.attribute("type").toLowerCase(Locale.ROOT).contains("separator"))
                    .forEach(note -> notes.put(note.attribute("id"), note));
        }
        return notes;
    }

    String footnote(String id) {
        return footnotes.containsKey(id)
                ? footnoteMarks.computeIfAbsent(id, first -> "[" + (footnoteMarks.size() + 1) + "]")
                : "";
    }

    /** Endnotes have Roman numerals, as in Word, so that both are told apart. */
    String endnote(String id) {
        return endnotes.containsKey(id)
                ? endnoteMarks.computeIfAbsent(id, first -> "[" + roman(endnoteMarks.size() + 1) + "]")
                : "";
    }

    void comment(String id) {
        commented.add(id);
    }

    private static String roman(int number) {
        return "m".repeat(number / 1_000)
                + "c".repeat(number / 100 % 10)
                + ROMAN_TENS[number / 10 % 10]
                + ROMAN_ONES[number % 10];
    }

    void write(TextWriter text) {
        new LinkedHashMap<>(footnoteMarks).forEach((id, mark) -> text.paragraph(mark + " " + words(footnotes.get(id))));
        new LinkedHashMap<>(endnoteMarks).forEach((id, mark) -> text.paragraph(mark + " " + words(endnotes.get(id))));
        for (String id : commented) {
            XmlNode comment = comments.get(id);
            if (comment != null) {
                String author = comment.attribute("author");
                text.paragraph("Comment" + (author.isBlank() ? "" : " by " + author) + ": " + words(comment));
            }
        }
    }

    private String words(XmlNode note) {
        return note.all("p")
                .map(paragraph -> WordText.of(paragraph, this).text())
                .collect(Collectors.joining(" "));
    }
}
