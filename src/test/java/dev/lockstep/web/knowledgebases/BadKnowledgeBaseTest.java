package dev.lockstep.web.knowledgebases;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.web.http.BadRequest;
import dev.lockstep.web.http.Unharmed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Knowledge bases that can't be made or changed: names, models, chunking, descriptions. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadKnowledgeBaseTest extends Unharmed {

    @Inject
    StoreInspector stores;

    static Stream<BadRequest> badKnowledgeBases() {
        String path = "/v1/knowledge-bases";
        return Stream.concat(
                Stream.of(
                                "",
                                " ",
                                "Upper",
                                "with space",
                                "a/b",
                                "-a",
                                ".a",
                                "ümlaut",
                                "a\\u0000b",
                                "a\\ud800",
                                "a\\n",
                                "a".repeat(64))
                        .map(name -> BadRequest.post("name '" + name + "'", path, "{\"name\": \"" + name + "\"}")
                                .gets(400, "invalid_value", "'name' must be 1 to 63")),
                Stream.of(
                        BadRequest.post("no name", path, "{}").gets(400, "missing_property", "'name'"),
                        BadRequest.post("null as name", path, "{\"name\": null}")
                                .gets(400, "missing_property", "'name'"),
                        BadRequest.post("another model", path, "{\"name\": \"a\", \"embedding_model\": \"other\"}")
                                .gets(400, "invalid_value", "bge-small-en-v1.5-q@onnxruntime"),
                        BadRequest.post(
                                        "a model of half a surrogate pair",
                                        path,
                                        "{\"name\": \"a\", \"embedding_model\": \"\\udfff\"}")
                                .gets(400, "invalid_value", "'embedding_model' must be one of"),
                        BadRequest.post("unknown placement", path, "{\"name\": \"a\", \"placement\": \"moon\"}")
                                .gets(400, "wrong_type", "'placement'"),
                        BadRequest.post(
                                        "chunks too small",
                                        path,
                                        "{\"name\": \"a\", \"chunking\": {\"max_tokens\": 2}}")
                                .gets(400, "invalid_value", "max_tokens"),
                        BadRequest.post(
                                        "chunks too large",
                                        path,
                                        "{\"name\": \"a\", \"chunking\": {\"max_tokens\": 100000}}")
                                .gets(400, "invalid_value", "max_tokens"),
                        BadRequest.post(
                                        "more overlap than chunk",
                                        path,
                                        "{\"name\": \"a\", \"chunking\": {\"max_tokens\": 64, \"overlap_tokens\": 64}}")
                                .gets(400, "invalid_value", "overlap_tokens"),
                        BadRequest.post(
                                        "negative overlap",
                                        path,
                                        "{\"name\": \"a\", \"chunking\": {\"overlap_tokens\": -1}}")
                                .gets(400, "invalid_value", "overlap_tokens"),
                        BadRequest.post(
                                        "NUL in the description",
                                        path,
                                        "{\"name\": \"a\", \"description\": \"\\u0000\"}")
                                .gets(422, "invalid_text", "'description'"),
                        BadRequest.patch("NUL in a new description", "{kb}", "{\"description\": \"\\u0000\"}")
                                .gets(422, "invalid_text", "'description'"),
                        BadRequest.patch(
                                        "description too long",
                                        "{kb}",
                                        "{\"description\": \"" + "a".repeat(2_001) + "\"}")
                                .gets(400, "invalid_value", "'description'")));
    }

    static Stream<BadRequest> badSchemas() {
        return Stream.of(
                schema("no fields", "{}").gets(400, "missing_property", "'metadata_schema.fields'"),
                schema("fields as a list", "{\"fields\": []}").gets(400, "wrong_type", "'metadata_schema.fields'"),
                schema("null as a field", "{\"fields\": {\"a\": null}}")
                        .gets(400, "missing_property", "'metadata_schema.fields.a'"),
                schema("no type", "{\"fields\": {\"a\": {}}}")
                        .gets(400, "missing_property", "'metadata_schema.fields.a.type'"),
                schema("unknown type", "{\"fields\": {\"a\": {\"type\": \"text\"}}}")
                        .gets(400, "wrong_type", "one of boolean, date, number, string"),
                schema("the type alone", "{\"fields\": {\"a\": \"string\"}}")
                        .gets(400, "wrong_type", "'metadata_schema.fields.a'"),
                schema("unknown property", "{\"fields\": {\"a\": {\"type\": \"string\", \"index\": true}}}")
                        .gets(400, "unknown_property", "index"),
                schema("list as a string", "{\"fields\": {\"a\": {\"type\": \"string\", \"list\": \"yes\"}}}")
                        .gets(400, "wrong_type", "true or false"),
                schema("unknown rule", "{\"fields\": {}, \"additional\": \"ignore\"}")
                        .gets(400, "wrong_type", "one of allow, refuse"),
                schema("an unusable name", "{\"fields\": {\"a b\": {\"type\": \"string\"}}}")
                        .gets(400, "invalid_value", "'metadata_schema.fields.a b' is not a field name"),
                schema("too deep", "{\"fields\": {\"a.b.c.d.e.f\": {\"type\": \"string\"}}}")
                        .gets(400, "invalid_value", "nested deeper"),
                schema(
                                "a value and an object",
                                "{\"fields\": {\"a\": {\"type\": \"string\"}, \"a.b\": {\"type\": \"string\"}}}")
                        .gets(400, "invalid_value", "'a.b'"),
                schema(
                                "too many fields",
                                IntStream.range(0, 65)
                                        .mapToObj(i -> "\"f" + i + "\": {\"type\": \"string\"}")
                                        .collect(Collectors.joining(",", "{\"fields\": {", "}}")))
                        .gets(400, "invalid_value", "65 fields; at most 64"));
    }

    static Stream<BadRequest> badFusions() {
        return Stream.of(
                fusion("a number alone", "1").gets(400, "wrong_type", "'fusion'"),
                fusion("words", "{\"dense\": \"half\"}").gets(400, "wrong_type", "'fusion.dense'"),
                fusion("less than nothing", "{\"dense\": -0.5}").gets(400, "invalid_value", "'fusion.dense' must be 0"),
                fusion("too much", "{\"lexical\": 1001}").gets(400, "invalid_value", "'fusion.lexical' must be 0"),
                fusion("nothing at all", "{\"dense\": 0, \"lexical\": 0}").gets(400, "invalid_value", "above 0"),
                fusion("k", "{\"dense\": 1, \"k\": 10}").gets(400, "unknown_property", "k"));
    }

    private static BadRequest fusion(String name, String fusion) {
        return BadRequest.post(
                "fusion with " + name, "/v1/knowledge-bases", "{\"name\": \"a\", \"fusion\": " + fusion + "}");
    }

    private static BadRequest schema(String name, String schema) {
        return BadRequest.post(
                "schema with " + name, "/v1/knowledge-bases", "{\"name\": \"a\", \"metadata_schema\": " + schema + "}");
    }

    @ParameterizedTest
    @MethodSource("badFusions")
    void badFusionsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @ParameterizedTest
    @MethodSource("badSchemas")
    void badSchemasAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @ParameterizedTest
    @MethodSource("badKnowledgeBases")
    void badKnowledgeBasesAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        BadRequest.post("taken", "/v1/knowledge-bases", "{\"name\": \"" + kb.name() + "\"}")
                .gets(409, "knowledge_base_exists", kb.name())
                .isRefused(kb);
    }

    @Test
    void ofManyWhoWantANameAtOnceExactlyOneGetsIt() {
        String name = "kb-" + UUID.randomUUID();
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> given().contentType("application/json")
                        .body("{\"name\": \"" + name + "\"}")
                        .post("/v1/knowledge-bases")
                        .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(201).isSubsetOf(201, 409);
        given().get("/v1/knowledge-bases/" + name).then().statusCode(200);
        assertThat(stores.count("SELECT count(*) FROM knowledge_base WHERE name = '" + name + "' AND state = 'LIVE'"))
                .isOne();
    }

    @Test
    void aKnowledgeBaseWhoseNameHasNulIsRefused() {
        BadRequest.get("NUL", "/v1/knowledge-bases/a%00b")
                .gets(400, "invalid_value", "NUL")
                .isRefused(kb);
    }
}
