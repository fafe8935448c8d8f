package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Format;
import dev.lockstep.domain.PageStarts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of each format. */
class ReaderTest {

    static final ParseLimits LIMITS = new ParseLimits(100_000, 100, 8 << 20, 1_000);

    static ParsedDocument read(DocumentType type, byte[] bytes) throws IOException {
        return read(type, bytes, null);
    }

    private static ParsedDocument read(DocumentType type, byte[] bytes, String charset) throws IOException {
        Path file = Files.createTempFile("sample", null);
        try {
            Content content = new Content.InFile(Files.write(file, bytes));
            return Reader.readAny(type, new Reader.Source(content, type.mediaType(), charset), LIMITS);
        } finally {
            Files.delete(file);
        }
    }

    static ParsedDocument read(DocumentType type, String text) throws IOException {
        return read(type, text.getBytes(StandardCharsets.UTF_8));
    }

    record Expected(
            String name,
            DocumentType type,
            byte[] bytes,
            Format format,
            String text,
            String title,
            Map<String, Object> metadata) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Expected> formats() throws IOException {
        return Stream.of(
                new Expected(
                        "PDF",
                        DocumentType.PDF,
                        Samples.pdf("Page one\nsecond line", "", "Page three"),
                        Format.TEXT,
                        "Page one\nsecond line\n\f\n\f\nPage three",
                        "On otters",
                        Map.of(
                                "author", "Ada Lovelace",
                                "language", "en-GB",
                                "created_at", "2024-03-05T12:00:00Z",
                                "pages", 3)),
                new Expected(
                        "DOCX",
                        DocumentType.ARCHIVE,
                        Samples.docx(),
                        Format.MARKDOWN,
                        """
                        # Leave

                        Everyone has 30 days.

                        ## Parental leave

                        - Up to 14 months

                        | Team | Days |
                        | --- | --- |
                        | People | 31 |""",
                        "Handbook",
                        Map.of("author", "Grace Hopper", "created_at", "2023-02-01T10:00:00Z")),
                new Expected(
                        "PPTX",
                        DocumentType.ARCHIVE,
                        Samples.pptx(),
                        Format.MARKDOWN,
                        "# Welcome\n\nOtters first.\n\f\n\f\nThe end.",
                        "All hands",
                        Map.of("pages", 3)),
                new Expected(
                        "XLSX",
                        DocumentType.ARCHIVE,
                        Samples.xlsx(),
                        Format.MARKDOWN,
                        "# People\n\nName: Ada; Born: 1815\n\nName: Grace; Born: 1906\n\n# Notes\n\n\\# no heading",
                        "Staff",
                        Map.of()),
                new Expected(
                        "EPUB",
                        DocumentType.ARCHIVE,
                        Samples.epub(
                                List.of(
                                        "<html><body><h1>One</h1><p>First <b>words</b>.</p></body></html>",
                                        "<html><body><h1>Two</h1><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul></body></html>")),
                        Format.MARKDOWN,
                        "# One\n\nFirst words.\n\n# Two\n\n- a\n  - b\n- c",
                        "The Otter",
                        Map.of(
                                "author",
                                List.of("A. Lutra", "B. Lutra"),
                                "language",
                                "en",
                                "created_at",
                                "2021-06-01T00:00:00Z")),
                new Expected(
                        "e-mail",
                        DocumentType.EMAIL,
                        Samples.email(),
                        Format.MARKDOWN,
                        """
                        # Ötter

                        From: Ada <ada@example.org>
                        To: grace@example.org
                        Date: 2024-03-05T11:00:00Z

                        Hello ü.

                        Bye.

                        Attachments: a.pdf""",
                        "Ötter",
                        Map.of(
                                "author",
                                "Ada <ada@example.org>",
                                "to",
                                "grace@example.org",
                                "created_at",
                                "2024-03-05T11:00:00Z")),
                text(
                        "HTML",
                        DocumentType.HTML,
                        """
                        <html lang=de><head><title>Otter &amp; Co</title><meta name=author content=Ada>
                        <meta property='article:published_time' content='2024-01-01T00:00:00Z'></head><body>
                        <nav>Home | Shop</nav><header>Logo</header><div><h2>Food</h2>They eat
                        fish.<br># no heading<p>More</p><table><tr><th>a<th>b|c<tr><td>1<td>2</table><pre>x
                          y</pre><script>evil()</script></div><footer>(c)</footer></body></html>""",
                        Format.MARKDOWN,
                        """
                        ## Food

                        They eat fish.
                        \\# no heading

                        More

                        | a | b\\|c |
                        | --- | --- |
                        | 1 | 2 |

                        ```
                        x
                          y
                        ```""",
                        "Otter & Co",
                        Map.of("language", "de", "author", "Ada", "created_at", "2024-01-01T00:00:00Z")),
                text(
                        "CSV",
                        DocumentType.CSV,
                        "name;born\nAda;1815\n\"Gr;ace\";1906\n",
                        Format.TEXT,
                        "name: Ada; born: 1815\n\nname: Gr;ace; born: 1906",
                        null,
                        Map.of()),
                text(
                        "CSV without a header",
                        DocumentType.CSV,
                        "Ada,1815\nGrace,1906\n",
                        Format.TEXT,
                        "Ada; 1815\n\nGrace; 1906",
                        null,
                        Map.of()),
                text("TSV", DocumentType.TSV, "a\tb\n1,5\t2\n", Format.TEXT, "a: 1,5; b: 2", null, Map.of()),
                text(
                        "JSON",
                        DocumentType.JSON,
                        "[{\"a\":{\"b\":1,\"tags\":[\"x\",\"y\"]}},{\"a\":null,\"list\":[{\"z\":true}]}]",
                        Format.TEXT,
                        "a.b: 1\na.tags: x, y\n\nlist[0].z: true\n",
                        null,
                        Map.of()),
                text(
                        "JSON Lines",
                        DocumentType.JSON_LINES,
                        "{\"a\":1}\n{\"a\":2}\n",
                        Format.TEXT,
                        "a: 1\n\na: 2\n",
                        null,
                        Map.of()),
                text(
                        "source code",
                        DocumentType.CODE,
                        "#!/bin/sh\n\tls\n",
                        Format.TEXT,
                        "#!/bin/sh\n\tls\n",
                        null,
                        Map.of()));
    }

    private static Expected text(
            String name,
            DocumentType type,
            String content,
            Format format,
            String text,
            String title,
            Map<String, Object> metadata) {
        return new Expected(name, type, content.getBytes(StandardCharsets.UTF_8), format, text, title, metadata);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void eachFormatIsReadWithItsStructureAndMetadata(Expected expected) throws IOException {
        ParsedDocument document = read(expected.type(), expected.bytes());

        assertThat(document.text()).isEqualTo(expected.text());
        assertThat(document.format()).isEqualTo(expected.format());
        assertThat(document.title()).isEqualTo(expected.title());
        assertThat(document.metadata())
                .containsAllEntriesOf(expected.metadata())
                .containsKey("content_type");
    }

    @Test
    void pagesAreKnownByTheirNumbers() throws IOException {
        String text = read(DocumentType.PDF, Samples.pdf("Page one", "", "Page three"))
                .text();

        PageStarts pages = PageStarts.dividedIn(text);

        assertThat(pages.starts()).hasSize(3);
        assertThat(pages.at(0, text.indexOf("three"), text.length()).firstPage())
                .isEqualTo(3);
    }

    @Test
    void textIsKeptToTheLastCharacter() throws IOException {
        String text = " \tOne\r\nTwo\fpage\u0001 \n";

        ParsedDocument document = read(DocumentType.MARKDOWN, text);

        assertThat(document.text()).isEqualTo(text);
        assertThat(document.metadata()).isEmpty();
    }

    @Test
    void theMainPartOfAPageIsReadWithItsOwnHeader() throws IOException {
        String words = "Otters sleep on their backs and hold hands, so that the river does not part them. ".repeat(2);
        ParsedDocument page = read(
                DocumentType.HTML,
                "<body><div>Cookies!</div><main><header><h1>Otters</h1></header><p>" + words + "</p></main></body>");

        assertThat(page.text()).isEqualTo("# Otters\n\n" + words.strip());
    }

    @Test
    void aPageIsReadInTheCharsetThatItNames() throws IOException {
        byte[] page = "<meta charset=windows-1252><p>über".getBytes("windows-1252");

        assertThat(read(DocumentType.HTML, page).text()).isEqualTo("über");
    }

    @Test
    void itsSenderKnowsTheCharsetOfAPageBetterAndItsMarkBest() throws IOException {
        String page = "<meta charset=windows-1252><p>Любовь über";

        assertThat(read(DocumentType.HTML, "<p>Выдра".getBytes("KOI8-R"), "koi8-r")
                        .text())
                .isEqualTo("Выдра");
        assertThat(read(DocumentType.HTML, page.getBytes(StandardCharsets.UTF_8), "utf-8")
                        .text())
                .isEqualTo("Любовь über");
        for (Charset marked : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_8)) {
            assertThat(read(DocumentType.HTML, ("\uFEFF" + page).getBytes(marked), "koi8-r")
                            .text())
                    .as(marked.name())
                    .isEqualTo("Любовь über");
        }
    }

    @Test
    void aPageMayBeAsDeepAsTheLimit() throws IOException {
        assertThat(read(DocumentType.HTML, "<div>".repeat(LIMITS.depth()) + "a").text())
                .isEqualTo("a");
    }

    @Test
    void whatCanNotBeStoredIsLeftOut() throws IOException {
        ParsedDocument page = read(DocumentType.HTML, "<p>a&#1;b\fc&#xD800;d");

        assertThat(page.text()).isEqualTo("a b c d");
    }
}
