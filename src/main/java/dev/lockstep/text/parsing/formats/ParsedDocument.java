package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Format;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document, and what it says of itself.
 *
 * <p>Its structure is part of the text, so that it is still there when the text is cut anew years later: headings, lists, tables and
 * code are Markdown if {@code format} says so, and pages end with a form feed (U+000C), see {@link dev.lockstep.domain.PageStarts#dividedIn}.
 *
 * @param mediaType what it turned out to be
 * @param title what it calls itself, short and in one line
 * @param metadata what else it says of itself: strings, whole numbers, lists of strings; see {@link DocumentProperties}
 */
public record ParsedDocument(
        String mediaType,
        Format format,
        String text,
        @Nullable String title,
        Map<String, Object> metadata) {

    public ParsedDocument {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
