package dev.lockstep.domain;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetadataRulesTest {

    private static final MetadataRules RULES = new MetadataRules(3, 100);

    @Test
    void whatIsAllowedIsKept() {
        Map<String, Object> raw = Map.of(
                "a-b_C1",
                "ü 🦦",
                "n",
                1.5,
                "flag",
                false,
                "list",
                List.of("x", 1, true),
                "in",
                Map.of("ner", Map.of("x", 1)));

        assertThat(RULES.accept(raw)).isEqualTo(new Metadata(raw));
    }

    @Test
    void nothingAndNullsAreLeftOut() {
        Map<String, Object> raw = new HashMap<>(Map.of("kept", 1));
        raw.put("left_out", null);

        assertThat(RULES.accept(null)).isEqualTo(Metadata.EMPTY);
        assertThat(RULES.accept(raw)).isEqualTo(new Metadata(Map.of("kept", 1)));
    }

    @Test
    void keysThatAFilterCouldNotNameAreRefused() {
        for (String key : List.of("", " ", "a.b", "$eq", "a b", "ü", "a\"", "a[0]", "k".repeat(129))) {
            refused(Map.of(key, 1), ErrorCode.METADATA_INVALID, "key");
            refused(Map.of("in", Map.of(key, 1)), ErrorCode.METADATA_INVALID, "key");
        }
        assertThat(RULES.accept(Map.of("k".repeat(90), 1)).fields()).hasSize(1);
    }

    @Test
    void depthAndSizeAreBounded() {
        refused(Map.of("a", Map.of("b", Map.of("c", Map.of()))), ErrorCode.METADATA_TOO_DEEP, "'a.b.c'");
        refused(Map.of("a", "x".repeat(100)), ErrorCode.METADATA_TOO_LARGE, "101 bytes; at most 100");
        refused(Map.of("a", "ü".repeat(50)), ErrorCode.METADATA_TOO_LARGE, "101 bytes");
        refused(Map.of("a", Collections.nCopies(13, 1)), ErrorCode.METADATA_TOO_LARGE, "105 bytes");
        assertThat(RULES.accept(Map.of("a", "x".repeat(99))).fields()).hasSize(1);
    }

    @Test
    void valuesThatMeanDifferentThingsInDifferentStoresAreRefused() {
        refused(Map.of("a", List.of(List.of(1))), ErrorCode.METADATA_INVALID, "'a' must be");
        refused(Map.of("a", List.of(Map.of("b", 1))), ErrorCode.METADATA_INVALID, "'a' must be");
        refused(Map.of("a", Collections.singletonList(null)), ErrorCode.METADATA_INVALID, "'a' must be");
        refused(Map.of("a", "\0"), ErrorCode.INVALID_TEXT, "metadata 'a'");
        refused(Map.of("a", List.of("\ud83d")), ErrorCode.INVALID_TEXT, "metadata 'a'");
    }

    @Test
    void integersAreExactOrRefused() {
        for (Number exact : List.<Number>of(1L << 53, -(1L << 53), BigInteger.TWO.pow(53), 1e300, -0.0)) {
            assertThat(RULES.accept(Map.of("n", exact)).at("n"))
                    .as(exact.toString())
                    .hasSize(1);
        }
        for (Number inexact : List.<Number>of(
                (1L << 53) + 1,
                -(1L << 53) - 1,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                BigInteger.TWO.pow(53).add(BigInteger.ONE),
                BigInteger.TEN.pow(400),
                Double.NaN,
                Double.NEGATIVE_INFINITY)) {
            refused(Map.of("n", inexact), ErrorCode.METADATA_INVALID, "2^53");
        }
    }

    private static void refused(Map<String, ?> metadata, ErrorCode code, String inMessage) {
        assertThatThrownBy(() -> RULES.accept(metadata))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(inMessage)
                .extracting(failure -> ((KnowledgeException) failure).code())
                .isEqualTo(code);
    }
}
