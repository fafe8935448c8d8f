package dev.lockstep.domain;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentHashTest {

    @Test
    void theSameContentHasTheSameHash() {
        assertThat(hash("T", "text")).isEqualTo(hash("T", "text")).matches("[0-9a-f]{64}");
    }

    @Test
    void whateverIsEmbeddedIsPartOfTheHash() {
        List<String> hashes = List.of(
                ContentHash.of("T", Format.TEXT, "text", 384, 48, "m"),
                ContentHash.of("U", Format.TEXT, "text", 384, 48, "m"),
                ContentHash.of(null, Format.TEXT, "text", 384, 48, "m"),
                ContentHash.of("T", Format.MARKDOWN, "text", 384, 48, "m"),
                ContentHash.of("T", Format.TEXT, "text ", 384, 48, "m"),
                ContentHash.of("T", Format.TEXT, "text", 38, 448, "m"),
                ContentHash.of("T", Format.TEXT, "text", 384, 47, "m"),
                ContentHash.of("T", Format.TEXT, "text", 384, 48, "n"));

        assertThat(Set.copyOf(hashes)).hasSameSizeAs(hashes);
    }

    @Test
    void titleAndTextDoNotRunIntoEachOther() {
        assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
        assertThat(hash("a", "TEXTb")).isNotEqualTo(hash("aTEXT", "b"));
    }

    @Test
    void charactersThatLookAlikeAreDifferent() {
        assertThat(hash(null, "\u00fc")).isNotEqualTo(hash(null, "u\u0308"));
        assertThat(hash(null, "a\r\nb")).isNotEqualTo(hash(null, "a\nb"));
    }

    private static String hash(String title, String text) {
        return ContentHash.of(title, Format.TEXT, text, 384, 48, "model");
    }
}
