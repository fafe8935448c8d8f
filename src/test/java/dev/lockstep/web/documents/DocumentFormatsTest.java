package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.text.parsing.formats.Samples;
import dev.lockstep.text.parsing.recognition.PrintedPage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** Files of each format, as the whole body and in a form. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentFormatsTest {

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    record File(String name, String mediaType, byte[] bytes, String content, String format) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<File> files() throws IOException {
        return Stream.of(
                new File("a.pdf", "application/pdf", Samples.pdf("Otters", "Beavers"), "Otters\n\f\nBeavers", "text"),
                new File("a.png", "image/png", scanned("Otters sleep on their backs"), "Otters sleep on their", "text"),
                new File("a.docx", "application/octet-stream", Samples.docx(), "# Leave", "markdown"),
                new File("a.pptx", "application/vnd.ms-powerpoint", Samples.pptx(), "# Welcome", "markdown"),
                new File("a.xlsx", "application/octet-stream", Samples.xlsx(), "# People", "markdown"),
                new File("a.epub", "application/epub+zip", Samples.epub(List.of("<h1>One</h1>a")), "# One", "markdown"),
                new File("a.eml", "message/rfc822", Samples.email(), "# Ötter", "markdown"),
                text("a.html", "text/html;charset=utf-8", "<h1>Otters</h1><p>sleep", "# Otters\n\nsleep", "markdown"),
                text("a.csv", "text/csv", "name,born\nAda,1815\n", "name: Ada; born: 1815", "text"),
                text("a.jsonl", "application/x-ndjson", "{\"a\":1}\n{\"a\":2}", "a: 1\n\na: 2", "text"),
                text("A.java", "text/x-java-source", "class A {}\n", "class A {}\n", "text"));
    }

    private static byte[] scanned(String line) throws IOException {
        return PrintedPage.file(new PrintedPage().write(60, 100, 14, line).scan(100), "png");
    }

    private static File text(String name, String mediaType, String text, String content, String format) {
        return new File(name, mediaType, text.getBytes(StandardCharsets.UTF_8), content, format);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isStoredFromTheBodyAndFromAForm(File file) {
        RawHttp.Answer raw = RawHttp.send(
                "POST", kb.path() + "/documents?external_id=raw", file.bytes(), "Content-Type", file.mediaType());
        RawHttp.Answer form = upload(file.name(), file.mediaType(), file.bytes(), "form");

        assertThat(raw.status()).as(raw.body()).isEqualTo(201);
        assertThat(form.status()).as(form.body()).isEqualTo(201);
        for (String id : List.of("raw", "form")) {
            kb.get(id).then().body("format", is(file.format())).body("metadata", hasKey("content_type"));
            assertThat(content(id)).startsWith(file.content());
        }
    }

    private RawHttp.Answer upload(String name, String type, byte[] bytes, String externalId) {
        byte[] form = new Form()
                .file(name, type, bytes)
                .field("external_id", externalId)
                .bytes();
        return RawHttp.send("POST", kb.path() + "/documents", form, "Content-Type", Form.TYPE);
    }

    private String content(String externalId) {
        return given().get(kb.document(externalId) + "/content")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void jsonInAFormIsADocumentOfItsOwn() {
        assertThat(upload("a.json", "application/json", "{\"a\": [1, 2]}".getBytes(StandardCharsets.UTF_8), "json")
                        .status())
                .isEqualTo(201);
        assertThat(content("json").strip()).isEqualTo("a: 1, 2");
    }

    @Test
    void whatADocumentSaysOfItselfIsFoundByFilters() throws IOException {
        assertThat(upload("a.pdf", "application/pdf", Samples.pdf("Otters hold hands"), "pdf")
                        .status())
                .isEqualTo(201);

        kb.get("pdf")
                .then()
                .body("title", is("On otters"))
                .body("metadata.author", is("Ada Lovelace"))
                .body("metadata.language", is("en-GB"))
                .body("metadata.created_at", is("2024-03-05T12:00:00Z"))
                .body("metadata.pages", is(1))
                .body("metadata.content_type", is("application/pdf"));
        kb.search("otters", Map.of("created_at", Map.of("$gte", "2024-01-01"))).body("data.size()", is(1));
    }

    @Test
    void whatTheClientSaysCountsMore() throws IOException {
        byte[] form = new Form()
                .file("a.pdf", "application/pdf", Samples.pdf("Otters"))
                .field("external_id", "pdf")
                .field("title", "Mine")
                .field("metadata", "{\"author\": \"Me\", \"team\": \"people\"}")
                .bytes();

        assertThat(RawHttp.send("POST", kb.path() + "/documents", form, "Content-Type", Form.TYPE)
                        .status())
                .isEqualTo(201);

        kb.get("pdf")
                .then()
                .body("title", is("Mine"))
                .body("metadata.author", is("Me"))
                .body("metadata.team", is("people"))
                .body("metadata.language", is("en-GB"));
    }

    @Test
    void aSchemaTakesOnlyWhatItKnows() throws IOException {
        kb = Api.newKnowledgeBase(Map.of(
                "metadata_schema",
                Map.of(
                        "fields",
                        Map.of(
                                "author", Map.of("type", "string", "list", true, "required", true),
                                "language", Map.of("type", "number")),
                        "additional",
                        "refuse")));

        RawHttp.Answer answer = upload("a.pdf", "application/pdf", Samples.pdf("Otters"), "pdf");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        kb.get("pdf")
                .then()
                .body("metadata.author", is(List.of("Ada Lovelace")))
                .body("metadata", not(hasKey("language")))
                .body("metadata", not(hasKey("pages")));
    }
}
