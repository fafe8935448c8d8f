package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** Of a new version only what changed is embedded. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ReuseTest {

    private static final int SECTIONS = 6;

    @Inject
    MeterRegistry metrics;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @Test
    void onlyWhatChangedIsEmbedded() {
        put("T", sections()).then().statusCode(201);
        counts(put("T", sections()), "unchanged", 0, SECTIONS);

        long texts = embeddedTexts();
        double reused = reused();
        List<String> changed = sections();
        changed.set(2, "Tigers swim across the river at night, unlike most cats.");
        counts(put("T", changed), "replaced", 1, SECTIONS - 1);
        assertThat(embeddedTexts()).isEqualTo(texts + 1);
        assertThat(reused()).isEqualTo(reused + SECTIONS - 1);

        changed.add("A section that was not there before is about bread.");
        counts(put("T", changed), "replaced", 1, SECTIONS);
        kb.get("a").then().body("chunks.stored", is(SECTIONS + 1)).body("chunks.embedded", nullValue());
        kb.search(Map.of("query", "cats that swim", "limit", 1)).then().body("data[0].text", is(section(changed, 2)));
    }

    @Test
    void theTitleIsPartOfWhatIsEmbedded() {
        put("T", sections()).then().statusCode(201);

        counts(put("Another title", sections()), "replaced", SECTIONS, 0);
    }

    @Test
    void anotherDocumentIsNothingToReuseFrom() {
        put("T", sections()).then().statusCode(201);

        Response other = kb.put("b", Map.of("title", "T", "text", text(sections()), "format", "markdown"));
        other.then().statusCode(201).body("chunks.embedded", is(SECTIONS)).body("chunks.reused", is(0));
    }

    @Test
    void whatStandsThereTwiceIsEmbeddedOnce() {
        List<String> twice = sections();
        twice.set(4, twice.get(1));

        Response made = kb.put("a", Map.of("text", text(twice).replace("# 4", "# 1"), "format", "markdown"));

        made.then().statusCode(201).body("chunks.embedded", is(SECTIONS - 1)).body("chunks.reused", is(1));
    }

    @Test
    void aVectorThatIsReusedIsTheOneThatWouldBeComputed() {
        put("T", sections()).then().statusCode(201);
        List<String> changed = sections();
        changed.set(0, "Nothing of the old beginning is left.");
        put("T", changed).then().statusCode(200);
        kb.put("fresh", Map.of("title", "T", "text", text(changed), "format", "markdown"))
                .then()
                .statusCode(201);

        List<Float> scores = kb.search(Map.of("query", "section 3", "mode", "dense", "limit", 2))
                .then()
                .extract()
                .path("data.score");

        assertThat(scores.get(0)).isEqualTo(scores.get(1));
    }

    @Test
    void transactionsReuseAndTellToo() {
        put("T", sections()).then().statusCode(201);
        List<String> changed = sections();
        changed.set(5, "The end is different now.");

        given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(Map.of(
                                "operation",
                                "upsert",
                                "knowledge_base",
                                kb.name(),
                                "external_id",
                                "a",
                                "document",
                                Map.of("title", "T", "text", text(changed), "format", "markdown")))))
                .post("/v1/transactions")
                .then()
                .statusCode(200)
                .body("step_results.step_0.affected.embedded", is(1))
                .body("step_results.step_0.affected.reused", is(SECTIONS - 1));
    }

    @Test
    void anotherChunkingReusesWhatStaysTheSame() {
        put("T", sections()).then().statusCode(201);

        Response other = kb.put(
                "a",
                Map.of(
                        "title",
                        "T",
                        "text",
                        text(sections()),
                        "format",
                        "markdown",
                        "chunking",
                        Map.of("max_tokens", 200, "overlap_tokens", 0)));

        counts(other, "replaced", 0, SECTIONS);
    }

    private static void counts(Response answer, String change, int embedded, int reused) {
        answer.then()
                .statusCode(200)
                .body("change", is(change))
                .body("chunks.expected", is(embedded + reused))
                .body("chunks.stored", is(embedded + reused))
                .body("chunks.embedded", is(embedded))
                .body("chunks.reused", is(reused));
    }

    private Response put(String title, List<String> sections) {
        return kb.put("a", Map.of("title", title, "text", text(sections), "format", "markdown"));
    }

    private static List<String> sections() {
        List<String> sections = new ArrayList<>();
        for (int i = 0; i < SECTIONS; i++) {
            sections.add(
                    ("In section " + i + " there are words about things that differ, such as number " + i * 17 + ". ")
                            .repeat(12));
        }
        return sections;
    }

    private static String text(List<String> sections) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sections.size(); i++) {
            text.append(section(sections, i)).append("\n\n");
        }
        return text.toString();
    }

    private static String section(List<String> sections, int i) {
        return "# " + i + "\n\n" + sections.get(i).strip();
    }

    private double reused() {
        return metrics.get("lockstep.ingestion.chunks")
                .tag("embedding", "reused")
                .counter()
                .count();
    }

    private long embeddedTexts() {
        return metrics.get("lockstep.embedding.text")
                .tag("lane", "documents")
                .timer()
                .count();
    }
}
