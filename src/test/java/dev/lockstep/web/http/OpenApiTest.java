package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The description of the interface is complete, and what it does not describe is refused. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class OpenApiTest extends Unharmed {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @Test
    void everyEndpointIsDescribed() {
        String base = "/v1/knowledge-bases/{kb}";
        assertThat(paths().get("/v1/knowledge-bases")).containsKeys("get", "post");
        assertThat(paths().get(base)).containsKeys("get", "patch", "delete");
        assertThat(paths().get(base + "/documents")).containsKeys("get", "post");
        assertThat(paths().get(base + "/documents/{id}")).containsKeys("get", "put", "patch", "delete");
        assertThat(paths().get(base + "/documents/{id}/content")).containsKey("get");
        assertThat(paths().get(base + "/documents/{id}/chunks")).containsKey("get");
        assertThat(paths().get(base + "/documents:delete")).containsKey("post");
        assertThat(paths().get(base + "/documents:batch")).containsKey("post");
        assertThat(OpenApiTest.<Map<String, Object>>describe("paths.'" + base + "/documents'.post.requestBody.content"))
                .containsKeys("application/json", "multipart/form-data");
        assertThat(paths().get(base + "/search")).containsKey("post");
        assertThat(paths().get(base + "/evaluations")).containsKey("post");
        assertThat(OpenApiTest.<Map<String, Object>>describe(
                        "paths.'" + base + "/answers'.post.responses.'200'.content"))
                .containsKeys("application/json", "text/event-stream");
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<Map<String, Object>> operations = operations();
        assertThat(operations).hasSizeGreaterThan(40).allSatisfy(operation -> assertThat(
                        (String) operation.get("operationId"))
                .matches("[a-z]+[A-Za-z]+"));
        assertThat(operations)
                .extracting(operation -> operation.get("operationId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationSaysHowItIsAnsweredAndHowRefused() {
        assertThat(operations()).allSatisfy(operation -> {
            Set<?> statuses = ((Map<?, ?>) operation.get("responses")).keySet();
            assertThat(statuses).anyMatch(status -> status.toString().startsWith("2"));
            assertThat(statuses.containsAll(List.of("400", "500", "503"))).isTrue();
        });
    }

    @Test
    void everyCodeOfAProblemIsListed() {
        assertThat(OpenApiTest.<List<String>>describe("components.schemas.Problem.properties.code.enum"))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::wireName)
                        .toList());
    }

    @Test
    void whatIsAlwaysThereIsRequiredAndWhatMayBeNullSaysSo() {
        assertThat(OpenApiTest.<List<String>>describe("components.schemas.Document.required"))
                .contains("id", "external_id", "chunks");
        assertThat(OpenApiTest.<List<String>>describe("components.schemas.Document.properties.external_id.type"))
                .containsExactlyInAnyOrder("string", "null");
        assertThat(OpenApiTest.<List<String>>describe("components.schemas.Hit.required"))
                .containsExactlyInAnyOrder("chunk_id", "score");
        assertThat(OpenApiTest.<List<String>>describe("components.schemas.KnowledgeBaseRequest.required"))
                .containsExactly("name");
    }

    @Test
    void noSchemaHasTheNameOfAClass() {
        assertThat(OpenApiTest.<Map<String, Object>>describe("components.schemas")
                        .keySet())
                .noneMatch(name -> name.matches(".*(View|Body|Sse).*|Http.*"));
    }

    @Test
    void everyEndpointSaysWhatItIsFor() {
        assertThat(paths()).isNotEmpty().allSatisfy((path, operations) -> assertThat(METHODS.stream()
                        .map(method -> (Map<?, ?>) operations.get(method.toLowerCase(Locale.ROOT)))
                        .filter(Objects::nonNull))
                .isNotEmpty()
                .allMatch(operation -> operation.get("summary") != null));
    }

    @Test
    void propertiesHaveTheNamesOfTheWire() {
        Map<String, Object> properties = describe("components.schemas.DocumentRequest.properties");

        assertThat(properties).containsKeys("external_id", "text", "metadata").doesNotContainKey("externalId");
    }

    @Test
    void everyWriteTellsOfItsIdempotencyKey() {
        assertThat(describedHeaders("/v1/transactions", "post")).contains("Idempotency-Key");
        assertThat(describedHeaders("/v1/conversations/{id}/messages", "post")).contains("Idempotency-Key");
        assertThat(describedHeaders("/v1/knowledge-bases/{kb}/documents/{id}", "delete"))
                .contains("Idempotency-Key");
        assertThat(describedHeaders("/v1/knowledge-bases/{kb}/search", "post")).doesNotContain("Idempotency-Key");
        assertThat(describedHeaders("/v1/transactions", "get")).doesNotContain("Idempotency-Key");
    }

    private static List<String> describedHeaders(String path, String method) {
        Map<String, Map<String, String>> shared = describe("components.parameters");
        return OpenApiTest.<List<Map<String, String>>>describe("paths.'" + path + "'." + method + ".parameters")
                .stream()
                .map(parameter -> parameter.get("$ref"))
                .filter(Objects::nonNull)
                .map(reference -> shared.get(reference.substring(reference.lastIndexOf('/') + 1))
                        .get("name"))
                .toList();
    }

    @Test
    void theResultOfATransactionIsDescribed() {
        assertThat(OpenApiTest.<Map<String, Object>>describe("components.schemas.Transaction.properties"))
                .containsKeys("id", "status", "execution_time_ms", "step_results", "compensated_steps", "error");
        assertThat(OpenApiTest.<Map<String, Object>>describe(
                        "paths.'/v1/transactions'.post.responses.'200'.content.'application/json'.schema"))
                .containsEntry("$ref", "#/components/schemas/Transaction");
        assertThat(OpenApiTest.<Map<String, Object>>describe("components.schemas.OperationRequest"))
                .containsKey("oneOf");
    }

    @Test
    void aMethodThatIsNotDescribedIsNotAllowed() {
        paths().forEach((template, operations) -> METHODS.stream()
                .filter(method -> !operations.containsKey(method.toLowerCase(Locale.ROOT)))
                .forEach(method -> send(method, path(template)).isProblem(405, "method_not_allowed", "")));
    }

    @Test
    void everyPathTellsTheMethodsThatItTakes() {
        paths().forEach((template, operations) -> {
            Set<String> described = METHODS.stream()
                    .filter(method -> operations.containsKey(method.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toCollection(TreeSet::new));
            described.add("OPTIONS");
            if (described.contains("GET")) {
                described.add("HEAD");
            }
            String methods = String.join(", ", described);

            assertThat(given().urlEncodingEnabled(false)
                            .options(path(template))
                            .then()
                            .statusCode(204)
                            .extract()
                            .header("Allow"))
                    .as(template)
                    .isEqualTo(methods);
            assertThat(given().urlEncodingEnabled(false)
                            .request("TRACE", path(template))
                            .then()
                            .statusCode(405)
                            .extract()
                            .header("Allow"))
                    .as(template)
                    .isEqualTo(methods);
        });
    }

    @Test
    void aSlashInAnIdOfOnesOwnThatIsNotEncodedIsExplained() {
        send("GET", kb.document("guides") + "/leave").isProblem(404, "not_found", "%2F");
    }

    @Test
    void aQueryParameterThatIsNotDescribedIsRefused() {
        paths().forEach((template, operations) -> METHODS.stream()
                .filter(method -> operations.containsKey(method.toLowerCase(Locale.ROOT)))
                .forEach(method -> send(method, path(template) + "?limt=5")
                        .isProblem(400, "unknown_parameter", "'limt' is not a known query parameter")));
    }

    @Test
    void theRefusalNamesTheParametersThatAreKnown() {
        send("GET", path("/v1/knowledge-bases/{kb}/documents") + "?limit=1&Cursor=a")
                .isProblem(
                        400,
                        "unknown_parameter",
                        "'Cursor' is not a known query parameter; known: cursor, filter, limit");
        send("GET", path("/v1/knowledge-bases/{kb}") + "?pretty").isProblem(400, "unknown_parameter", "known: none");
    }

    private RawHttp.Answer send(String method, String path) {
        String type = path.contains(":batch") ? "application/x-ndjson" : "application/json";
        return RawHttp.send(method, path, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", type);
    }

    /** Of what is there, so that nothing else can be the reason for a refusal. */
    private String path(String template) {
        return template.replace("{kb}", kb.name())
                .replace("{id}", "external:kept")
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    }

    private static List<Map<String, Object>> operations() {
        List<Map<String, Object>> operations = new ArrayList<>();
        paths().values()
                .forEach(methods -> METHODS.forEach(method -> {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> operation = (Map<String, Object>) methods.get(method.toLowerCase(Locale.ROOT));
                    if (operation != null) {
                        operations.add(operation);
                    }
                }));
        return operations;
    }

    private static Map<String, Map<String, Object>> paths() {
        return describe("paths");
    }

    private static <T> T describe(String part) {
        return given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path(part);
    }
}
