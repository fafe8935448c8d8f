package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads AsciiDoc as far as its structure goes: headings, lists and blocks of code become those of Markdown, what is said stays as it
 * stands, what only tells how to show it is left out.
 */
final class AsciiDocReader implements Reader {

    private static final Pattern HEADING = Pattern.compile("(={1,6}) +(\\S.*?)(?: +=+)?");
    private static final Pattern ITEM = Pattern.compile("([*.]{1,5}|-) +(\\S.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile(":([A-Za-z0-9_-]+): *(.*)");
    private static final Pattern AUTHOR = Pattern.compile("([^<>:]{2,100}) <([^<>\\s]+@[^<>\\s]+)>");
    private static final Pattern FENCE = Pattern.compile("-{4,}|\\.{4,}|`{3}.*");
    private static final Pattern DELIMITER = Pattern.compile("={4,}|\\*{4,}|_{4,}|\\+{4,}|--|\\|={3,}");

    /** Attributes of a block, anchors, comments, and what is included from elsewhere. */
    private static final Pattern UNSAID = Pattern.compile("\\[.*]|//(?!/).*|include::.*|ifn?def::.*|endif::.*|toc::.*");

    private static final Pattern BLOCK_TITLE = Pattern.compile("\\.([A-Za-z0-9\\p{L}].*)");

    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private @Nullable String fence;

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        DocumentProperties found = new DocumentProperties(source.mediaType());
        try (InputStream bytes = source.content().open()) {
            Charsets.utf8(bytes.readAllBytes()).lines().forEach(line -> line(line.stripTrailing(), text, found));
        }
        flush(text);
        text.code(code.toString());
        return Reader.markdown(source.mediaType(), text, found);
    }

    private void line(String line, TextWriter text, DocumentProperties found) {
        if (fence != null) {
            codeLine(line, text);
            return;
        }
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (FENCE.matcher(line).matches()) {
            flush(text);
            fence = line.startsWith("```") ? "```" : line;
        } else if (heading.matches()) {
            flush(text);
            heading(heading, text, found);
        } else if (attribute.matches()) {
            attribute(attribute.group(1), attribute.group(2), found);
        } else if (item.matches()) {
            flush(text);
            text.item(item.group(1).length() - 1, item.group(2));
        } else {
            words(line, text, found);
        }
    }

    private void codeLine(String line, TextWriter text) {
        if (line.equals(fence)) {
            text.code(code.toString());
            code.setLength(0);
            fence = null;
        } else {
            code.append(line).append('\n');
        }
    }

    private static void heading(Matcher heading, TextWriter text, DocumentProperties found) {
        if (heading.group(1).length() == 1) {
            found.title(heading.group(2));
        }
        text.heading(heading.group(1).length(), heading.group(2));
    }

    private static void attribute(String name, String value, DocumentProperties found) {
        switch (name) {
            case "author" -> found.author(value);
            case "revdate" -> found.created(value);
            case "lang" -> found.language(value);
            default -> {}
        }
    }

    private void words(String line, TextWriter text, DocumentProperties found) {
        Matcher title = BLOCK_TITLE.matcher(line);
        Matcher author = AUTHOR.matcher(line);
        if (line.isBlank()
                || DELIMITER.matcher(line).matches()
                || UNSAID.matcher(line).matches()) {
            flush(text);
        } else if (title.matches()) {
            flush(text);
            text.paragraph(title.group(1));
        } else if (author.matches()) {
            found.author(author.group(1));
        } else {
            paragraph.append(line.equals("+") ? "" : line).append('\n');
        }
    }

    private void flush(TextWriter text) {
        text.paragraph(paragraph.toString());
        paragraph.setLength(0);
    }
}
