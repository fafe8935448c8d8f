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
    private final String main;
    private final Map<String, OpenXmlParts.Reference> references;
    private final WordStyles styles;
    private final WordNotes notes;
    private final TextWriter text;
    private final OpenXmlGraphics graphics;
    private final DocumentProperties found = new DocumentProperties(TYPE);

    DocxReader(OpenXmlParts parts) throws IOException {
        this.parts = parts;
        this.main = parts.main("word/document.xml");
        this.references = parts.references(main);
        this.styles = WordStyles.read(parts, main);
        this.notes = new WordNotes(parts, main);
        this.text = new TextWriter(parts.limits());
        this.graphics = new OpenXmlGraphics(parts, text);
    }

    ParsedDocument read() throws IOException {
        parts.describe(found);
        around("header");
        body();
        notes.write(text);
        around("footer");
        return Reader.markdown(TYPE, text, found);
    }

    private void body() throws IOException {
        try (InputStream bytes = parts.open(main)) {
            XmlNode.each(bytes, "body", parts.limits(), this::block);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void blocks(XmlNode around) {
        around.children().forEach(this::block);
    }

    private void block(XmlNode block) {
        switch (block.name()) {
            case "p" -> paragraph(block);
            case "tbl" -> table(block);
            case "del", "moveFrom", "sectPr" -> {}
            case "AlternateContent" -> blocks(Alternatives.of(block));
            default -> blocks(block);
        }
    }

    private void paragraph(XmlNode paragraph) {
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
        words.boxes().forEach(this::blocks);
        words.drawings().forEach(this::graphics);
    }

    private void graphics(XmlNode drawing) {
        try {
            graphics.write(drawing, references);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A table of one cell is there for its frame. */
    private void table(XmlNode table) {
        WordTable read = WordTable.of(table, notes);
        if (read.onlyCell() == null) {
            text.table(read.rows());
        } else {
            blocks(read.onlyCell());
        }
        read.drawings().forEach(this::graphics);
    }

    /** Writes what stands at the top or the foot of the pages, each once. */
    private void around(String where) throws IOException {
        Set<String> said = new LinkedHashSet<>();
        for (XmlNode part : parts.readReferred(main, where)) {
            TextWriter words = new TextWriter(parts.limits());
            part.all("p")
                    .forEach(paragraph ->
                            words.paragraph(WordText.of(paragraph, notes).text()));
            said.add(words.text());
        }
        said.stream()
                .filter(words -> words.codePoints().anyMatch(Character::isLetter))
                .forEach(text::paragraph);
    }
}
