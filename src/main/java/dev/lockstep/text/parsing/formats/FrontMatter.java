package dev.lockstep.text.parsing.formats;

import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What Markdown says of itself in front: YAML between two lines of three dashes, as Jekyll, Hugo and Pandoc have it.
 *
 * @param length the number of characters before the text itself
 */
record FrontMatter(Map<?, ?> values, int length) {

    private static final FrontMatter NONE = new FrontMatter(Map.of(), 0);

    private static final String FENCE = "---";

    /** Longer ones are no front matter, but text between two rules. */
    private static final int LONGEST = 20_000;

    /** Reads what stands in front of a text; what is no YAML, or no properties with values, is text. */
    static FrontMatter of(String text) {
        if (!text.startsWith(FENCE + "\n") && !text.startsWith(FENCE + "\r\n")) {
            return NONE;
        }
        int begin = text.indexOf('\n') + 1;
        int end = text.indexOf("\n" + FENCE, begin - 1);
        int after = end < 0 ? -1 : endOfLine(text, end + 1);
        if (after < 0
                || end > LONGEST
                || !text.substring(end + 1, after).strip().equals(FENCE)) {
            return NONE;
        }
        Object read = read(text.substring(begin, Math.max(begin, end)));
        return read instanceof Map<?, ?> values ? new FrontMatter(values, after) : NONE;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static @Nullable Object read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException text) {
            return null;
        }
    }

    void describe(DocumentProperties found) {
        found.title(text("title"));
        found.authors(texts("author"));
        found.authors(texts("authors"));
        found.language(text("lang"));
        found.language(text("language"));
        found.several("keywords", texts("tags"));
        found.several("keywords", texts("keywords"));
        found.created(moment("date"));
        found.created(moment("created"));
        for (String name : new String[] {"lastmod", "updated", "modified"}) {
            found.modified(moment(name));
        }
    }

    /** YAML makes dates of some of what looks like one. */
    private @Nullable String moment(String name) {
        Object at = values.get(name);
        return at instanceof Date date ? date.toInstant().toString() : at == null ? null : at.toString();
    }

    private @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    private List<String> texts(String name) {
        Object value = values.get(name);
        if (value instanceof Collection<?> all) {
            return all.stream().filter(Objects::nonNull).map(Object::toString).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
