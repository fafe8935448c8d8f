package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of AsciiDoc. */
class AsciiDocReaderTest {

    @Test
    void headingsListsAndCodeAreThoseOfMarkdown() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.ASCIIDOC, """
                = Harbours
                Ada Lovelace <ada@example.org>
                :revdate: 2024-03-01
                :toc:

                The harbour of Lübeck
                is old. // said so

                // nobody reads this
                == Ships

                .What there is
                * a brig
                ** with two masts

                [source,java]
                ----
                = no heading
                ----

                |===
                |Year |Ships
                |===
                """);
        assertThat(read.title()).isEqualTo("Harbours");
        assertThat(read.metadata())
                .containsEntry("author", "Ada Lovelace")
                .containsEntry("created_at", "2024-03-01T00:00:00Z");
        assertThat(read.text()).isEqualTo("""
                # Harbours

                The harbour of Lübeck
                is old. // said so

                ## Ships

                What there is

                - a brig
                  - with two masts

                ```
                = no heading
                ```

                \\|Year |Ships""");
    }
}
