package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Markdown says of itself in front. */
class FrontMatterTest {

    @Test
    void itIsMetadataAndNoText() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.MARKDOWN, """
                ---
                title: "Harbours: a history"
                author: [Ada, Charles]
                date: 2024-03-01
                tags:
                  - ships
                  - north
                lang: de-DE
                ---
                # Lübeck
                """);
        assertThat(read.title()).isEqualTo("Harbours: a history");
        assertThat(read.text()).isEqualTo("# Lübeck\n");
        assertThat(read.metadata())
                .containsEntry("author", List.of("Ada", "Charles"))
                .containsEntry("created_at", "2024-03-01T00:00:00Z")
                .containsEntry("keywords", List.of("ships", "north"))
                .containsEntry("language", "de-DE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\nA rule, and prose.\n---\nText",
                "---\ntitle: [open\n---\nText",
                "---\ntitle: never closed\n",
                "----\ntitle: no fence\n----\n",
                "\n---\ntitle: not in front\n---\n",
                "---\nboom: !!javax.script.ScriptEngineManager []\n---\nText"
            })
    void whatIsNoneStaysText(String text) throws IOException {
        assertThat(ReaderTest.read(DocumentType.MARKDOWN, text).text()).isEqualTo(text);
    }
}
