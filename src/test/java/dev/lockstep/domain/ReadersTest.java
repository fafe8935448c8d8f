package dev.lockstep.domain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReadersTest {

    static List<Arguments> documents() {
        return List.of(
                arguments(Map.of(), true),
                arguments(Map.of("readers", List.of()), false),
                arguments(Map.of("readers", "alice"), true),
                arguments(Map.of("readers", "Alice"), false),
                arguments(Map.of("readers", List.of("bob", "group:staff")), true),
                arguments(Map.of("readers", List.of("bob")), false),
                arguments(Map.of("readers", List.of("staff")), false),
                // What was stored while the field had no meaning.
                arguments(Map.of("readers", 5), false),
                arguments(Map.of("readers", List.of(5, "alice")), true),
                arguments(Map.of("readers", Map.of("alice", true)), false),
                arguments(Map.of("readers", Map.of("alice", "alice")), false),
                arguments(Map.of("other", Map.of("readers", "bob")), true));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentIsReadableByThoseItNames(Map<String, Object> metadata, boolean readable) {
        Set<String> principals = Set.of("alice", "group:staff");
        Metadata document = new Metadata(metadata);
        assertThat(new Filter.ReadableBy(principals, true).matches(document, null))
                .isEqualTo(readable);
        assertThat(new Filter.ReadableBy(principals, false).matches(document, null))
                .isEqualTo(readable && metadata.containsKey("readers"));
    }

    @Test
    void readersAreStrings() {
        for (Object taken : List.of("alice", List.of(), List.of("alice", "group:A b", "ü".repeat(200)))) {
            assertThatCode(() -> Readers.check(Map.of("readers", taken))).doesNotThrowAnyException();
        }
        for (Object refused :
                Arrays.asList(null, "", 5, true, Map.of(), List.of(5), List.of("a".repeat(201)), "a\n", " a")) {
            Map<String, Object> metadata = new HashMap<>();
            metadata.put("readers", refused);
            assertThatThrownBy(() -> Readers.check(metadata)).as("%s", refused).isInstanceOf(Rejected.class);
        }
    }
}
