package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** Documents as clients store, read, list and delete them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentApiTest {

    private static final String OTTERS = "Otters hold hands while they sleep.";

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @Test
    void aDocumentIsStoredAsJsonAndReadBack() {
        Map<String, Object> metadata = Map.of("team", "people", "author", Map.of("name", "Ada", "age", 36.5));
        String id = kb.post(Map.of("external_id", "a", "title", "On otters", "text", OTTERS, "metadata", metadata))
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", matchesPattern(".*" + kb.path() + "/documents/[0-9a-f-]{36}"))
                .body("change", is("created"))
                .extract()
                .path("id");

        for (String path : List.of(kb.document("a"), kb.path() + "/documents/" + id)) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("id", is(id))
                    .body("external_id", is("a"))
                    .body("title", is("On otters"))
                    .body("format", is("text"))
                    .body("version", is(1))
                    .body("status", is("ready"))
                    .body("content_hash", matchesPattern("[0-9a-f]{64}"))
                    .body("chunks.expected", is(1))
                    .body("chunks.stored", is(1))
                    .body("metadata.team", is("people"))
                    .body("metadata.author.age", is(36.5f))
                    .body("created_at", endsWith("Z"))
                    .body("updated_at", endsWith("Z"));
        }
    }

    @Test
    void aBlankTitleIsNone() {
        kb.put("a", Map.of("text", "Otters hold hands.", "title", " \t"))
                .then()
                .statusCode(201)
                .body("title", nullValue());
    }

    @Test
    void aDocumentNeedsNeitherTitleNorExternalId() {
        String id = kb.post(Map.of("text", OTTERS))
                .then()
                .statusCode(201)
                .body("external_id", nullValue())
                .body("title", nullValue())
                .extract()
                .path("id");

        given().put(kb.path() + "/documents/" + id).then().statusCode(not(200));
        given().delete(kb.path() + "/documents/" + id).then().statusCode(204);
        given().get(kb.path() + "/documents/" + id).then().statusCode(404);
    }

    @Test
    void filesAreStoredWithWhatTheFormSaysOfThem() {
        byte[] markdown = new Form()
                .file("otters.MD", "application/octet-stream", "# Otters\n\nThey hold hands.\n")
                .field("external_id", "md")
                .field("title", "Ötter 🦦")
                .field("metadata", "{\"team\": \"people\", \"tags\": [\"a\"]}")
                .bytes();
        byte[] text = new Form()
                .file("otters.txt", "text/plain; charset=UTF-8", "# Not a heading")
                .field("external_id", "txt")
                .bytes();

        assertThat(upload(markdown).status()).isEqualTo(201);
        assertThat(upload(text).status()).isEqualTo(201);

        kb.get("md")
                .then()
                .body("format", is("markdown"))
                .body("title", is("Ötter 🦦"))
                .body("metadata.tags", is(List.of("a")));
        kb.get("txt").then().body("format", is("text")).body("title", nullValue());
        kb.search("hold hands", Map.of("team", "people"))
                .body("data[0].headings", is(List.of("Otters")))
                .body("data", hasSize(1));
    }

    private RawHttp.Answer upload(byte[] form) {
        return RawHttp.send("POST", kb.path() + "/documents", form, "Content-Type", Form.TYPE);
    }

    @Test
    void plainBodiesAreStoredByTheirMediaType() {
        RawHttp.Answer text = raw("text/plain", "# Otters", "txt");
        RawHttp.Answer markdown = raw("text/markdown; charset=\"UTF-8\"", "# Otters", "md");

        assertThat(text.status()).as(text.body()).isEqualTo(201);
        assertThat(markdown.status()).as(markdown.body()).isEqualTo(201);
        kb.get("txt").then().body("format", is("text")).body("title", is("Of otters"));
        kb.get("md").then().body("format", is("markdown"));
    }

    @Test
    void markdownIsCutAtItsHeadings() {
        assertThat(raw("text/markdown", "# Tea\n\nWater of 70 degrees.\n\n# Coffee\n\nGrind it fresh.\n", "md")
                        .status())
                .isEqualTo(201);

        given().get(kb.document("md") + "/chunks")
                .then()
                .body("data.headings", is(List.of(List.of("Tea"), List.of("Coffee"))))
                .body("data[1].text", startsWith("# Coffee"));
    }

    private RawHttp.Answer raw(String type, String text, String externalId) {
        return RawHttp.send(
                "POST",
                kb.path() + "/documents?title=Of%20otters&external_id=" + externalId,
                text.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "One\r\nTwo\rThree\n\nFour\r\n",
                "  \t leading and trailing \u00a0\u2003 \n",
                "Otters 🦦🦦 family 👨‍👩‍👧‍👦 flag 🇩🇪 done",
                "u\u0308ber, e\u0301t\u0327e\u0301, \u1e69 and s\u0323\u0307",
                "Zero\u200bwidth, soft\u00adhyphen, \u202eright to left\u202c, \ufeffmark",
                "Control \u0001\u001f\u007f\u0085 characters\u2028and\u2029separators",
                "Last of the planes: \udbff\udffd \ufffd"
            })
    void contentComesBackExactlyAsItWasSent(String text) {
        kb.post("json", text).then().statusCode(201);
        assertThat(raw("text/plain", text, "raw").status()).isEqualTo(201);
        assertThat(upload(new Form()
                                .file("a.txt", "text/plain", text)
                                .field("external_id", "file")
                                .bytes())
                        .status())
                .isEqualTo(201);

        for (String id : List.of("json", "raw", "file")) {
            assertThat(content(id)).as(id).isEqualTo(text);
        }
    }

    private String content(String externalId) {
        RawHttp.Answer answer = RawHttp.send("GET", kb.document(externalId) + "/content", new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void chunksAreExactSlicesOfTheContentByCodePoints() {
        String text = longText();
        given().contentType("application/json")
                .body(Map.of(
                        "external_id", "a", "text", text, "chunking", Map.of("max_tokens", 32, "overlap_tokens", 6)))
                .post(kb.path() + "/documents")
                .then()
                .statusCode(201);

        List<Map<String, Object>> chunks = all(kb.document("a") + "/chunks", 4, () -> {});

        assertThat(chunks).hasSizeGreaterThan(9);
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < chunks.size(); i++) {
            Map<?, ?> position = (Map<?, ?>) chunks.get(i).get("position");
            int start = (int) position.get("start");
            int end = (int) position.get("end");
            assertThat(position.get("index")).isEqualTo(i);
            assertThat(chunks.get(i).get("text")).isEqualTo(new String(codePoints, start, end - start));
        }
        kb.get("a").then().body("chunks.stored", is(chunks.size()));
    }

    private static String longText() {
        StringBuilder text = new StringBuilder("  \r\n");
        for (int i = 0; i < 60; i++) {
            text.append("Sentence ").append(i).append(" tells of 🦦 otters and u\u0308ber-otters. ");
            if (i % 7 == 0) {
                text.append("\r\n\r\n");
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b/c",
                "a b",
                "für",
                "a:b",
                "external:a",
                "100%",
                "a+b",
                "a?b#c",
                "a;b=c",
                "..",
                "a\\b",
                "\"a\"",
                "a&b",
                "🦦",
                "u\u0308",
                "A"
            })
    void anExternalIdMayHaveAnyCharacters(String externalId) {
        String path = "/documents/external:" + encoded(externalId);
        byte[] body = "{\"text\": \"Otters.\"}".getBytes(StandardCharsets.UTF_8);

        RawHttp.Answer made = RawHttp.send("PUT", kb.path() + path, body, "Content-Type", "application/json");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        kb.post(externalId, "Others.").then().statusCode(409);
        RawHttp.Answer got = RawHttp.send("GET", kb.path() + path, new byte[0]);
        assertThat(got.status()).as(got.body()).isEqualTo(200);
        given().get(kb.path() + "/documents").then().body("data.external_id", is(List.of(externalId)));
        assertThat(RawHttp.send("GET", kb.path() + path + "/content", new byte[0])
                        .body())
                .isEqualTo("Otters.");
        assertThat(RawHttp.send("DELETE", kb.path() + path, new byte[0]).status())
                .isEqualTo(204);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    @Test
    void externalIdsThatLookAlikeAreDifferent() {
        kb.post("\u00fc", "Composed.").then().statusCode(201);
        kb.post("u\u0308", "Decomposed.").then().statusCode(201);
        kb.post("U\u0308", "Upper case.").then().statusCode(201);

        assertThat(kb.texts("text")).hasSize(3);
    }

    @Test
    void anExternalIdCanBeUsedAgainAfterItsDocumentWasDeleted() {
        String first =
                kb.post("a", "The first one.").then().statusCode(201).extract().path("id");
        kb.delete("a").then().statusCode(204);
        kb.get("a").then().statusCode(404);
        kb.delete("a").then().statusCode(404);

        String second =
                kb.post("a", "The second one.").then().statusCode(201).extract().path("id");

        assertThat(second).isNotEqualTo(first);
        kb.get("a").then().body("version", is(1)).body("id", is(second));
        given().get(kb.path() + "/documents/" + first).then().statusCode(404);
        assertThat(kb.texts("one")).containsExactly("The second one.");
        Eventually.holds(() -> assertThat(stores.documentRows(kb)).containsExactly(UUID.fromString(second)));
    }

    @Test
    void aListingLosesAndRepeatsNothingWhileOthersInsert() {
        Set<String> made = new LinkedHashSet<>();
        for (int i = 0; i < 45; i++) {
            kb.post("doc-" + i, "Document number " + i + ".").then().statusCode(201);
            made.add("doc-" + i);
        }
        int[] inserted = {0};

        List<Map<String, Object>> listed =
                all(kb.path() + "/documents", 7, () -> kb.post("late-" + inserted[0]++, "Inserted meanwhile.")
                        .then()
                        .statusCode(201));

        List<Object> ids =
                listed.stream().map(document -> document.get("external_id")).toList();
        assertThat(ids).doesNotHaveDuplicates().containsAll(made);
        assertThat(ids.subList(0, 45)).containsExactlyElementsOf(made);
    }

    private static List<Map<String, Object>> all(String path, int limit, Runnable betweenPages) {
        List<Map<String, Object>> all = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var page = given().queryParam("limit", limit)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract();
            List<Map<String, Object>> data = page.path("data");
            assertThat(data).hasSizeLessThanOrEqualTo(limit);
            all.addAll(data);
            cursor = page.path("next_cursor");
            if (pages++ < 5) {
                betweenPages.run();
            }
        } while (cursor != null);
        return all;
    }
}
