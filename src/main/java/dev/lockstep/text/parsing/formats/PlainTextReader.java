package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads text that says what it means as it stands: it is kept to the last character. */
final class PlainTextReader implements Reader {

    /** A character has at most so many bytes in UTF-8: a surrogate pair has four, and is two characters. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final DocumentType type;

    PlainTextReader(DocumentType type) {
        this.type = type;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        if (source.content().size() > (long) BYTES_PER_CHARACTER * limits.textLength() + BYTES_PER_CHARACTER) {
            throw ParseRefusals.textTooLarge(limits.textLength());
        }
        try (InputStream bytes = source.content().open()) {
            String text = Charsets.utf8(bytes.readAllBytes());
            if (type == DocumentType.MARKDOWN) {
                return markdown(text);
            }
            return new ParsedDocument(
                    source.mediaType(),
                    Format.TEXT,
                    text,
                    null,
                    type == DocumentType.CODE ? new DocumentProperties(source.mediaType()).values() : Map.of());
        }
    }

    private static ParsedDocument markdown(String text) {
        FrontMatter front = FrontMatter.of(text);
        DocumentProperties found = new DocumentProperties(DocumentType.MARKDOWN.mediaType());
        front.describe(found);
        return new ParsedDocument(
                DocumentType.MARKDOWN.mediaType(),
                Format.MARKDOWN,
                text.substring(front.length()),
                found.title(),
                front.length() == 0 ? Map.of() : found.values());
    }
}
