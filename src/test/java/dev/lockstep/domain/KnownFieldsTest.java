package dev.lockstep.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KnownFieldsTest {

    private static final KnownFields FIELDS = new KnownFields(Map.of(
            "team", Set.of(FieldType.STRING),
            "year", Set.of(FieldType.NUMBER),
            "due", Set.of(FieldType.STRING, FieldType.DATE),
            "author.name", Set.of(FieldType.STRING)));

    @Test
    void knownFieldsCanBeUsedAsTheTypesTheyHave() {
        assertThatNoException().isThrownBy(() -> check(Map.of("team", "x", "year", Map.of("$gt", 1))));
        assertThatNoException().isThrownBy(() -> check(Map.of("due", "tomorrow")));
        assertThatNoException().isThrownBy(() -> check(Map.of("due", Map.of("$lt", "2026-01-01"))));
        assertThatNoException().isThrownBy(() -> check(Map.of("author.name", Map.of("$exists", false))));
        assertThatNoException().isThrownBy(() -> FIELDS.check(Filter.ALL));
    }

    @Test
    void anUnknownFieldIsRefusedHoweverDeep() {
        for (Map<String, ?> filter : List.of(
                Map.of("taem", "x"),
                Map.of("taem", Map.of("$exists", false)),
                Map.of("$not", Map.of("$or", List.of(Map.of("team", "x"), Map.of("taem", Map.of("$ne", 1))))))) {
            assertThatThrownBy(() -> check(filter))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("'taem'; known are author.name, due, team, year");
        }
        assertThatThrownBy(() -> check(Map.of("author", Map.of("$exists", true))))
                .hasMessageContaining("'author'");
    }

    @Test
    void aTypeThatAFieldNeverHadIsRefused() {
        assertThatThrownBy(() -> check(Map.of("team", Map.of("$in", List.of("x", 1)))))
                .hasMessageContaining("holds string, not number");
        assertThatThrownBy(() -> check(Map.of("due", Map.of("$gt", 1))))
                .hasMessageContaining("holds string or date, not number");
        assertThatThrownBy(() -> check(Map.of("year", true))).hasMessageContaining("holds number, not boolean");
    }

    @Test
    void whereNothingIsKnownTheMessageSaysSo() {
        assertThatThrownBy(() -> new KnownFields(Map.of()).check(FilterParser.parse(Map.of("a", 1))))
                .hasMessageContaining("none is known");
    }

    private static void check(Map<String, ?> filter) {
        FIELDS.check(FilterParser.parse(filter));
    }
}
