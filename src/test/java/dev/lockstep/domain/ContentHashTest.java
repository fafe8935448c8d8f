package dev.lockstep.domain;

import dev.lockstep.domain.ChosenChunking.By;
import dev.lockstep.domain.Chunking.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentHashTest {

    private static final ChosenChunking USUAL = new ChosenChunking(Chunking.DEFAULT, By.KNOWLEDGE_BASE);
    private static final SourceText SOURCE = source("T", "text");

    @Test
    void theSameContentHasTheSameHash() {
        assertThat(hash("T", "text")).isEqualTo(hash("T", "text")).matches("[0-9a-f]{64}");
    }

    @Test
    void whateverMakesUpAVersionIsPartOfTheHash() {
        List<String> hashes = List.of(
                hash(SOURCE, Map.of(), USUAL),
                hash("U", "text"),
                hash(null, "text"),
                hash("T", "text "),
                hash(new SourceText("T", Format.MARKDOWN, "text", null, List.of()), Map.of(), USUAL),
                hash(
                        new SourceText("T", Format.TEXT, "text", new PageStarts(List.of(0, 2)), List.of()),
                        Map.of(),
                        USUAL),
                hash(SOURCE.cutInto(List.of(ready(0, 4))), Map.of(), USUAL),
                hash(SOURCE.cutInto(List.of(ready(0, 2), ready(2, 4))), Map.of(), USUAL),
                hash(SOURCE, Map.of("a", 1), USUAL),
                hash(SOURCE, Map.of("a", "1"), USUAL),
                hash(SOURCE, Map.of("a", List.of(1)), USUAL),
                hash(SOURCE, Map.of("a", Map.of("b", 1)), USUAL),
                hash(SOURCE, Map.of(), by(By.DOCUMENT, Chunking.DEFAULT)),
                hash(SOURCE, Map.of(), by(By.KNOWLEDGE_BASE, Chunking.recursive(384, 47))),
                hash(SOURCE, Map.of(), by(By.KNOWLEDGE_BASE, new Chunking(Strategy.PAGES, 384, 48, null, null))),
                hash(SOURCE, Map.of(), by(By.KNOWLEDGE_BASE, new Chunking(Strategy.SENTENCES, 384, 48, 3, null))),
                ContentHash.of(SOURCE, Metadata.EMPTY, USUAL, null, "n"),
                ContentHash.of(SOURCE, Metadata.EMPTY, USUAL, "de", "m"),
                ContentHash.of(SOURCE, Metadata.EMPTY, USUAL, "fr", "m"));

        assertThat(Set.copyOf(hashes)).hasSameSizeAs(hashes);
    }

    @Test
    void theOrderOfMetadataAndTheTypeOfANumberMakeNoDifference() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2.5);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", 2.5f);
        other.put("a", 1.0);

        assertThat(hash(SOURCE, one, USUAL)).isEqualTo(hash(SOURCE, other, USUAL));
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

    private static ChosenChunking by(By by, Chunking chunking) {
        return new ChosenChunking(chunking, by);
    }

    private static ReadyChunk ready(int start, int end) {
        return new ReadyChunk("text".substring(start, end), start, end, List.of(), Metadata.EMPTY);
    }

    private static SourceText source(String title, String text) {
        return new SourceText(title, Format.TEXT, text, null, List.of());
    }

    private static String hash(String title, String text) {
        return hash(source(title, text), Map.of(), USUAL);
    }

    private static String hash(SourceText source, Map<String, Object> metadata, ChosenChunking chunking) {
        return ContentHash.of(source, new Metadata(metadata), chunking, null, "m");
    }
}
