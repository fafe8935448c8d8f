package dev.lockstep.web.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a hit that can be left out. The score and the ids cannot be left out, and what the request asks for
 * explicitly is always shown.
 */
enum HitField {
    SCORES,
    EXTERNAL_ID,
    VERSION,
    TITLE,
    TEXT,
    HEADINGS,
    POSITION,
    METADATA,
    LANGUAGE;

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the fields of these names.
     *
     * @param names null means all fields
     */
    static Set<HitField> named(@Nullable List<@Nullable String> names) {
        if (names == null) {
            return EnumSet.allOf(HitField.class);
        }
        Set<HitField> fields = EnumSet.noneOf(HitField.class);
        names.forEach(name -> fields.add(named(name)));
        return fields;
    }

    private static HitField named(@Nullable String name) {
        return Arrays.stream(values())
                .filter(field -> field.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_VALUE,
                        "'include' can't name '" + name + "'; the fields are "
                                + Arrays.stream(values())
                                        .map(HitField::wireName)
                                        .collect(Collectors.joining(", ")),
                        Map.of("property", "include")));
    }
}
