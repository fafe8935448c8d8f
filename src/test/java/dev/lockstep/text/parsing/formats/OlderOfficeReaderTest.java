package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of the formats before Open XML, of RTF and of OpenDocument. */
class OlderOfficeReaderTest {

    @Test
    void aTextInRtf() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.RTF, OlderSamples.rtf());
        assertThat(read.title()).isEqualTo("Harbours");
        assertThat(read.metadata()).containsEntry("author", "Ada Lovelace");
        assertThat(read.text()).isEqualTo("""
                The harbour of Lübeck.

                Bold and plain.

                Year

                Ships

                1815

                12

                The end.""");
    }

    @Test
    void aTextOfWord97() throws IOException {
        ParsedDocument read;
        try (InputStream bytes = OlderOfficeReaderTest.class.getResourceAsStream("/documents/harbours.doc")) {
            read = ReaderTest.read(DocumentType.DOC, bytes.readAllBytes());
        }
        assertThat(read.mediaType()).isEqualTo("application/msword");
        assertThat(read.title()).isEqualTo("Harbours");
        assertThat(read.text()).isEqualTo("""
                # Harbours

                The harbour of Lübeck is old.

                · one quay

                | Year | Ships |
                | --- | --- |
                | 1815 | 12 |

                The end.""");
    }

    @Test
    void aWorkbookOfExcel97() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.COMPOUND, OlderSamples.xls());
        assertThat(read.mediaType()).isEqualTo("application/vnd.ms-excel");
        assertThat(read.text()).isEqualTo("""
                # Ships

                name: Beagle; built: in 1820

                name: Victory; built: in 1765""");
    }

    @Test
    void thePagesOfAPresentationOfPowerPoint97() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.PPT, OlderSamples.ppt());
        assertThat(read.metadata()).containsEntry("pages", 2);
        assertThat(read.text().split("\f"))
                .hasSize(2)
                .satisfies(pages -> assertThat(pages[0]).contains("Harbours", "All about Harbours"))
                .satisfies(pages -> assertThat(pages[1]).contains("Ships", "All about Ships"));
    }

    @Test
    void aMessageOfOutlook() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.MSG, OlderSamples.msg());
        assertThat(read.title()).isEqualTo("The new harbour");
        assertThat(read.text()).contains("# The new harbour", "Ada Lovelace", "the harbour is open.");
    }

    @Test
    void aTextInOpenDocument() throws IOException {
        ParsedDocument read = ReaderTest.read(DocumentType.ARCHIVE, OlderSamples.odt());
        assertThat(read.title()).isEqualTo("About harbours");
        assertThat(read.metadata())
                .containsEntry("author", "Ada Lovelace")
                .containsEntry("created_at", "2024-03-01T10:00:00Z");
        assertThat(read.text())
                .startsWith("# Harbours\n\nThe harbour of Lübeck")
                .containsOnlyOnce("Founded in 1143.")
                .contains("\n- one quay\n", "| Year | Ships |", "| 1815 | 12 |");
    }

    @Test
    void aSpreadsheetInOpenDocument() throws IOException {
        assertThat(ReaderTest.read(DocumentType.ODS, OlderSamples.ods()).text())
                .contains("name: Beagle; home: Plymouth");
    }

    @Test
    void aPresentationInOpenDocument() throws IOException {
        assertThat(ReaderTest.read(DocumentType.ODP, OlderSamples.odp()).text()).contains("Harbours", "Ships");
    }
}
