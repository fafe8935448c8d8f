package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Instants;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what a document says of itself, by the names that its metadata gets. Values that are blank, make no sense or only
 * hold a place are left out. */
final class DocumentProperties {

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_VALUE = 300;
    private static final int MOST_VALUES = 20;

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private @Nullable String title;

    DocumentProperties(String mediaType) {
        values.put("content_type", mediaType);
    }

    /** The first title that says something stays. */
    void title(@Nullable String said) {
        String line = shortened(said, LONGEST_TITLE);
        if (title == null && !line.isEmpty() && !Placeholders.isTitle(line)) {
            title = line;
        }
    }

    @Nullable
    String title() {
        return title;
    }

    /** One author is a string, several are a list. */
    void authors(List<? extends @Nullable String> names) {
        several(
                "author",
                names.stream()
                        .filter(name -> name != null && !Placeholders.isAuthor(name))
                        .toList());
    }

    void author(@Nullable String name) {
        if (name != null) {
            authors(List.of(name));
        }
    }

    /** The tag is one of BCP 47: {@code en}, {@code pt-BR}. */
    void language(@Nullable String tag) {
        String said = tag == null ? "" : tag.strip();
        if (LANGUAGE.matcher(said).matches()) {
            values.putIfAbsent("language", said.replace('_', '-'));
        }
    }

    void created(@Nullable Instant at) {
        date("created_at", at);
    }

    void modified(@Nullable Instant at) {
        date("modified_at", at);
    }

    void created(@Nullable String at) {
        created(instant(at));
    }

    void modified(@Nullable String at) {
        modified(instant(at));
    }

    private static @Nullable Instant instant(@Nullable String said) {
        return said == null ? null : Instants.parse(said.strip()).orElse(null);
    }

    private void date(String name, @Nullable Instant at) {
        if (at != null
                && !Placeholders.isDate(at.truncatedTo(ChronoUnit.SECONDS))
                && Instants.parse(at.truncatedTo(ChronoUnit.SECONDS).toString()).isPresent()) {
            values.putIfAbsent(name, at.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    void pages(int count) {
        values.put("pages", count);
    }

    /**
     * Tells of pages whose text was recognised.
     *
     * @param confidences by page number, from 0 to 100
     */
    void recognized(Map<Integer, Integer> confidences) {
        if (!confidences.isEmpty()) {
            values.put(
                    "recognized_pages",
                    confidences.keySet().stream().map(String::valueOf).toList());
            values.put(
                    "page_confidences",
                    confidences.values().stream().map(String::valueOf).toList());
            values.put("recognition_confidence", Collections.min(confidences.values()));
        }
    }

    void several(String name, List<? extends @Nullable String> said) {
        Set<String> all = new LinkedHashSet<>();
        said.stream()
                .filter(Objects::nonNull)
                .map(value -> shortened(value, LONGEST_VALUE))
                .filter(value -> !value.isEmpty())
                .limit(MOST_VALUES)
                .forEach(all::add);
        if (!all.isEmpty()) {
            values.putIfAbsent(name, all.size() == 1 ? all.iterator().next() : List.copyOf(all));
        }
    }

    Map<String, Object> values() {
        return values;
    }

    private static String shortened(@Nullable String said, int longest) {
        String line = said == null ? "" : TextWriter.inline(said);
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest));
    }
}
