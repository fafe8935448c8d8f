package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Reads Word documents: headings by their styles, lists, tables, text boxes where they are anchored, notes at the end. */
final class DocxReader {

    private static final String TYPE = DocumentType.DOCX.mediaType();

    private final OpenXmlParts parts;
    private final TextWriter text;
    private final DocumentProperties found = new DocumentProperties(TYPE);
    private final OpenXmlGraphics graphics;

    DocxReader(OpenXmlParts parts) {
        this.parts = parts;
        this.text = new TextWriter(parts.limits());
        this.graphics = new OpenXmlGraphics(parts, text);
    }

    ParsedDocument read() throws IOException {
        parts.describe(found);
        String main = parts.main("word/document.xml");
        WordStyles styles = WordStyles.read(parts, main);
        WordNotes notes = new WordNotes(parts, main);
        around(main, "header", notes);
        blocks(main, "body", styles, notes);
        notes.write(text);
        around(main, "footer", notes);
        return Reader.markdown(TYPE, text, found);
    }

    private void blocks(String part, String parent, WordStyles styles, WordNotes notes) throws IOException {
        Map<String, OpenXmlParts.Reference> references = parts.references(part);
        try (InputStream bytes = parts.open(part)) {
            XmlNode.each(bytes, parent, parts.limits(), block -> block(block, styles, notes, references));
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void block(
            XmlNode block, WordStyles styles, WordNotes notes, Map<String, OpenXmlParts.Reference> references) {
        switch (block.name()) {
            case "p" -> paragraph(block, styles, notes, references);
            case "tbl" -> table(block, styles, notes, references);
            case "del", "moveFrom", "sectPr" -> {}
            case "AlternateContent" ->
                Alternatives.of(block).children().forEach(child -> block(child, styles, notes, references));
            default -> block.children().forEach(child -> block(child, styles, notes, references));
        }
    }

    private void paragraph(
            XmlNode paragraph, WordStyles styles, WordNotes notes, Map<String, OpenXmlParts.Reference> references) {
        WordText words = WordText.of(paragraph, notes);
        OptionalInt level = styles.level(paragraph);
        if (styles.isTitle(paragraph)) {
            found.title(words.text());
            text.heading(1, words.text());
        } else if (level.isPresent()) {
            text.heading(level.getAsInt(), words.text());
        } else if (styles.isItem(paragraph)) {
            text.item(styles.depth(paragraph), words.text());
        } else {
            text.paragraph(words.text());
        }
        words.boxes().forEach(box -> box.children().forEach(child -> block(child, styles, notes, references)));
        words.drawings().forEach(drawing -> graphics(drawing, references));
    }

    private void graphics(XmlNode drawing, Map<String, OpenXmlParts.Reference> references) {
        try {
            graphics.write(drawing, references);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A table of one cell is there for its frame. */
    private void table(
            XmlNode table, WordStyles styles, WordNotes notes, Map<String, OpenXmlParts.Reference> references) {
        WordTable read = WordTable.of(table, notes);
        if (read.onlyCell() == null) {
            text.table(read.rows());
        } else {
            read.onlyCell().children().forEach(child -> block(child, styles, notes, references));
        }
        read.drawings().forEach(drawing -> graphics(drawing, references));
    }

    /** Writes what stands at the top or the foot of the pages, each once. */
    private void around(String main, String where, WordNotes notes) throws IOException {
        Set<String> said = new LinkedHashSet<>();
        for (OpenXmlParts.Reference reference : parts.references(main).values()) {
            XmlNode part = reference.type().equals(where) ? parts.read(reference.target()) : null;
            if (part != null) {
                TextWriter words = new TextWriter(parts.limits());
                part.all("p")
                        .forEach(paragraph ->
                                words.paragraph(WordText.of(paragraph, notes).text()));
                said.add(words.text());
            }
        }
        said.stream()
                .filter(words -> words.codePoints().anyMatch(Character::isLetter))
                .forEach(text::paragraph);
    }
}
