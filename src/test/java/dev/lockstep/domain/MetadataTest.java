package dev.lockstep.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataTest {

    @Test
    void aPathLeadsToScalarsOnly() {
        Metadata metadata = new Metadata(Map.of("a", Map.of("b", List.of(1, "x"), "c", true), "d", List.of()));

        assertThat(metadata.at("a.b")).containsExactly(1L, "x");
        assertThat(metadata.at("a.c")).containsExactly(true);
        for (String nowhere : List.of("a", "b", "a.b.c", "a.x", "d", "", ".", "a.", "a..b")) {
            assertThat(metadata.at(nowhere)).as(nowhere).isEmpty();
        }
    }

    @Test
    void numbersAreTheSameWhicheverWayTheyAreWritten() {
        for (List<Number> same : List.<List<Number>>of(
                List.of(5, 5L, 5.0, 5f, BigInteger.valueOf(5)),
                List.of(0, 0.0, -0.0),
                List.of(1e20, new BigInteger("100000000000000000000")),
                List.of(1e7, 10_000_000),
                List.of(1L << 53, 0x1p53))) {
            assertThat(same.stream().map(number -> new Metadata(Map.of("n", number))))
                    .as(same.toString())
                    .containsOnly(new Metadata(Map.of("n", same.get(0))));
        }
        assertThat(new Metadata(Map.of("n", 1.5))).isNotEqualTo(new Metadata(Map.of("n", 1)));
    }

    @Test
    void fieldsAreToldWithTheirTypes() {
        Metadata metadata = new Metadata(Map.of(
                "team", "people",
                "due", "2026-01-01",
                "mixed", List.of("a", 1, true),
                "empty", List.of(),
                "author", Map.of("name", "Ada", "age", 36)));

        assertThat(metadata.fields())
                .isEqualTo(Map.of(
                        "team", Set.of(FieldType.STRING),
                        "due", Set.of(FieldType.STRING, FieldType.DATE),
                        "mixed", Set.of(FieldType.STRING, FieldType.NUMBER, FieldType.BOOLEAN),
                        "author.name", Set.of(FieldType.STRING),
                        "author.age", Set.of(FieldType.NUMBER)));
    }

    /** The examples of RFC 7396, appendix A, whose target and patch are objects. */
    @Test
    void aPatchMergesAsTheRfcSays() {
        patches(Map.of("a", "b"), Map.of("a", "c"), Map.of("a", "c"));
        patches(Map.of("a", "b"), Map.of("b", "c"), Map.of("a", "b", "b", "c"));
        patches(Map.of("a", "b"), removing("a"), Map.of());
        patches(Map.of("a", "b", "b", "c"), removing("a"), Map.of("b", "c"));
        patches(Map.of("a", List.of("b")), Map.of("a", "c"), Map.of("a", "c"));
        patches(Map.of("a", "c"), Map.of("a", List.of("b")), Map.of("a", List.of("b")));
        Map<String, Object> inner = removing("c");
        inner.put("b", "d");
        patches(Map.of("a", Map.of("b", "c")), Map.of("a", inner), Map.of("a", Map.of("b", "d")));
        patches(Map.of("a", List.of(1, 2)), Map.of("a", List.of(3)), Map.of("a", List.of(3)));
        patches(Map.of("a", "foo"), Map.of("a", Map.of("b", 1)), Map.of("a", Map.of("b", 1)));
        patches(Map.of(), Map.of("a", Map.of("bb", removing("ccc"))), Map.of("a", Map.of("bb", Map.of())));
        patches(Map.of("a", 1), Map.of(), Map.of("a", 1));
    }

    private static Map<String, Object> removing(String key) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(key, null);
        return patch;
    }

    private static void patches(Map<String, Object> target, Map<String, Object> patch, Map<String, Object> result) {
        assertThat(new Metadata(new Metadata(target).patchedWith(patch))).isEqualTo(new Metadata(result));
    }

    @Test
    void whatIsPutInCanBeChangedAfterwardsWithoutEffect() {
        List<Object> list = new ArrayList<>(Arrays.asList("a", "b"));
        Map<String, Object> inner = new LinkedHashMap<>(Map.of("list", list));
        Map<String, Object> outer = new LinkedHashMap<>(Map.of("inner", inner));
        Metadata metadata = new Metadata(outer);

        list.clear();
        inner.clear();
        outer.clear();

        assertThat(metadata.at("inner.list")).containsExactly("a", "b");
    }
}
