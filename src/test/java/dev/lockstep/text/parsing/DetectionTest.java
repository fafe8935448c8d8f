package dev.lockstep.text.parsing;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a document is taken for. */
class DetectionTest {

    private static final Detection DETECTION = new Detection();

    private static DetectedFormat detect(byte[] bytes, String name, String declared) throws IOException {
        return DETECTION.detect(new Upload(new Content.InMemory(bytes), name, declared, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    a.txt     | -                        | Words.                      | TEXT       | text/plain
                    a.MD      | application/octet-stream | # Words                     | MARKDOWN   | text/markdown
                    -         | text/plain               | # Words                     | TEXT       | text/plain
                    -         | text/markdown            | # Words                     | MARKDOWN   | text/markdown
                    -         | text/plain               | <html><body>a</body></html> | TEXT       | text/plain
                    -         | application/octet-stream | <html><body>a</body></html> | HTML       | text/html
                    -         | -                        | Words.                      | TEXT       | text/plain
                    -         | -                        | {"a": 1}                    | JSON       | application/json
                    -         | text/csv                 | a,b                         | CSV        | text/csv
                    a.csv     | text/plain               | a,b                         | CSV        | text/csv
                    a.tsv     | -                        | a b                         | TSV        | text/tab-separated-values
                    a.jsonl   | -                        | {"a": 1}                    | JSON_LINES | application/x-ndjson
                    -         | application/jsonl        | {"a": 1}                    | JSON_LINES | application/x-ndjson
                    a.eml     | -                        | From: a                     | EMAIL      | message/rfc822
                    a.htm     | -                        | words                       | HTML       | text/html
                    Main.java | text/plain               | class A {}                  | CODE       | text/x-java-source
                    a.py      | -                        | import a                    | CODE       | text/x-python
                    pom.xml   | text/xml                 | <project/>                  | CODE       | application/xml
                    -         | text/x-java-source       | class A {}                  | CODE       | text/x-java-source
                    notes     | -                        | Words.                      | TEXT       | text/plain
                    """)
    void textIsWhatItsNameOrItsSenderSays(
            String name, String declared, String text, DocumentType type, String mediaType) throws IOException {
        DetectedFormat detected = detect(text.getBytes(StandardCharsets.UTF_8), name, declared);

        assertThat(detected).isEqualTo(new DetectedFormat(type, mediaType));
    }

    @Test
    void whatBeginsLikeAPdfOrAnArchiveIsOneWhateverItIsCalled() throws IOException {
        assertThat(detect(Samples.pdf("a"), "a.txt", "text/plain").type()).isEqualTo(DocumentType.PDF);
        assertThat(detect(Samples.xlsx(), "a.docx", null).type()).isEqualTo(DocumentType.ARCHIVE);
        assertThat(detect(Samples.doc(), null, "text/html").type()).isEqualTo(DocumentType.COMPOUND);
    }

    @Test
    void aPictureIsOneByItsFirstBytes() throws IOException {
        Map<String, String> begins = Map.of(
                "\u0089PNG\r\n\u001a\n", "image/png",
                "\u00ff\u00d8\u00ff\u00e0", "image/jpeg",
                "GIF89a", "image/gif",
                "II*\0\b", "image/tiff",
                "MM\0*\b", "image/tiff",
                "BM0123456789ab\u0028\0\0\0", "image/bmp");
        for (Map.Entry<String, String> begin : begins.entrySet()) {
            byte[] head = begin.getKey().getBytes(StandardCharsets.ISO_8859_1);

            assertThat(detect(head, "a.txt", "text/plain"))
                    .isEqualTo(new DetectedFormat(DocumentType.IMAGE, begin.getValue()));
        }
    }

    @Test
    void whatBeginsWithTheLettersOfABitmapIsText() throws IOException {
        assertThat(detect("BM25 ranks documents by their words.".getBytes(StandardCharsets.US_ASCII), null, null)
                        .type())
                .isEqualTo(DocumentType.TEXT);
    }

    @Test
    void anEmptyDocumentIsText() throws IOException {
        assertThat(detect(new byte[0], null, null).type()).isEqualTo(DocumentType.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "{\\rtf1 words}, a.doc, RTF",
        "<html><body>Words</body></html>, a.xls, HTML",
        "words, a.doc, TEXT",
        "<?xml version='1.0'?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>, a.xml, WORD_XML",
        "words, a.srt, SUBTITLES",
        "= Words, a.adoc, ASCIIDOC",
        "{}, a.ipynb, NOTEBOOK",
        "From ada@example.org, a.mbox, MBOX"
    })
    void textIsWhatItsBeginningOrItsNameSays(String text, String name, DocumentType type) throws IOException {
        assertThat(detect(text.getBytes(StandardCharsets.US_ASCII), name, null).type())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "ott, application/vnd.oasis.opendocument.text, ODT",
        "ods, application/vnd.oasis.opendocument.spreadsheet, ODS",
        "odp, application/vnd.oasis.opendocument.presentation, ODP",
        "dot, application/msword, DOC",
        "xls, application/vnd.ms-excel, XLS",
        "pps, application/vnd.ms-powerpoint, PPT",
        "msg, application/vnd.ms-outlook, MSG",
        "rtf, text/rtf, RTF",
        "fodt, application/vnd.oasis.opendocument.flat.spreadsheet, FLAT_ODT",
        "srt, application/x-subrip, SUBTITLES"
    })
    void namesAndMediaTypesOfOlderFormatsAreKnown(String extension, String mediaType, DocumentType type) {
        assertThat(DocumentType.byExtension(extension)).contains(type);
        assertThat(DocumentType.byMediaType(mediaType)).contains(type);
    }

    @Test
    void olderWorkbooksAreToldByTheirFirstBytes() throws IOException {
        byte[] excel4 = {9, 4, 6, 0, 0, 0, 0x10, 0, 0, 0};
        String excel2003 = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>";
        assertThat(detect(excel4, "a.xls", null).type()).isEqualTo(DocumentType.OLD_XLS);
        assertThat(detect(excel2003.getBytes(StandardCharsets.US_ASCII), "a.xml", null)
                        .type())
                .isEqualTo(DocumentType.EXCEL_XML);
    }

    @Test
    void aPdfMayBeginAfterOtherBytes() throws IOException {
        byte[] mark = "\uFEFF%PDF-1.4\n".getBytes(StandardCharsets.UTF_8);
        byte[] job = "@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(detect(mark, "a.pdf", null).type()).isEqualTo(DocumentType.PDF);
        assertThat(detect(job, null, null).type()).isEqualTo(DocumentType.PDF);
        byte[] archive =
                "PK\u0003\u0004a.pdf%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(detect(archive, "a.zip", null).type()).isEqualTo(DocumentType.ARCHIVE);
        assertThat(detect("A PDF begins with %PDF-1.4".getBytes(StandardCharsets.UTF_8), null, null)
                        .type())
                .isEqualTo(DocumentType.TEXT);
    }

    @Test
    void whatIsNotReadIsRefusedByItsName() {
        byte[] webp = {'R', 'I', 'F', 'F', 9, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' '};

        assertThat(refusal(webp, "a.webp", "image/webp")).isEqualTo("image/webp");
        assertThat(refusal(webp, null, null)).isEqualTo("image/webp");
        assertThat(refusal(new byte[] {0, 1, 2, 3, 0, 0, 7}, null, null)).isEqualTo("application/octet-stream");
        assertThat(refusal("words".getBytes(StandardCharsets.US_ASCII), "a.pdf", null))
                .isEqualTo("application/pdf");
    }

    private static Object refusal(byte[] bytes, String name, String declared) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> detect(bytes, name, declared));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        return refused.facts().get("media_type");
    }
}
