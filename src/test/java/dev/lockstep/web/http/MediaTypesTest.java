package dev.lockstep.web.http;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** No operation answers in a form that it does not declare, and none reads a body that is not declared. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class MediaTypesTest extends Unharmed {

    private static final byte[] JSON = "{\"text\": \"Otters.\", \"name\": \"otters\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = new byte[0];

    /** An operation of the OpenAPI document. */
    private record Operation(String method, String path, Map<String, ?> described) {

        boolean takesBody() {
            return described.containsKey("requestBody");
        }

        Set<?> produces() {
            Map<?, ?> responses = (Map<?, ?>) described.get("responses");
            return responses.entrySet().stream()
                    .filter(answer -> answer.getKey().toString().startsWith("2"))
                    .map(answer -> ((Map<?, ?>) answer.getValue()).get("content"))
                    .filter(Map.class::isInstance)
                    .flatMap(content -> ((Map<?, ?>) content).keySet().stream())
                    .map(type -> type.toString().replaceFirst(";.*", ""))
                    .collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/xml", "text/csv"})
    void whatIsNotProducedIsNotAcceptable(String type) {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations()) {
            boolean json = operation.takesBody();
            RawHttp.Answer answer = json
                    ? RawHttp.send(
                            operation.method(),
                            operation.path(),
                            JSON,
                            "Accept",
                            type,
                            "Content-Type",
                            accepted(operation))
                    : RawHttp.send(operation.method(), operation.path(), NOTHING, "Accept", type);
            if (!operation.produces().contains(type)) {
                check(operation, wrong, () -> answer.isProblem(406, "not_acceptable", ""));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsAcceptedIsProducedWhateverElseIs() {
        for (String type :
                List.of("*/*", "application/*", "text/html, application/json;q=0.1", "text/html, */*;q=0.8")) {
            assertThat(RawHttp.send("GET", kb.path(), NOTHING, "Accept", type).status())
                    .as(type)
                    .isEqualTo(200);
        }
        RawHttp.send(
                        "POST",
                        kb.path() + "/documents",
                        JSON,
                        "Content-Type",
                        "text/plain",
                        "Accept",
                        "application/json;q=0")
                .isProblem(406, "not_acceptable", "");
    }

    @Test
    void aBodyWithoutATypeIsRefused() {
        refused((operation, wrong) -> {
            RawHttp.Answer answer = RawHttp.send(operation.method(), operation.path(), JSON);
            check(
                    operation,
                    wrong,
                    () -> answer.isProblem(415, "unsupported_media_type", "Content-Type: application/"));
            RawHttp.Answer chunked = RawHttp.sendChunked(operation.method(), operation.path(), JSON);
            check(
                    operation,
                    wrong,
                    () -> chunked.isProblem(415, "unsupported_media_type", "Content-Type: application/"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
                "application/xml"
            })
    void aBodyOfATypeThatIsNotTakenIsRefused(String type) {
        refused((operation, wrong) -> {
            boolean isFile =
                    operation.path().contains("/documents") && !operation.path().contains("documents:");
            if (isFile && type.equals("application/xml") && !operation.method().equals("PATCH")) {
                return;
            }
            RawHttp.Answer answer = RawHttp.send(operation.method(), operation.path(), JSON, "Content-Type", type);
            check(
                    operation,
                    wrong,
                    () -> answer.isProblem(415, "unsupported_media_type", "Content-Type: application/"));
        });
    }

    private void refused(BiConsumer<Operation, List<String>> check) {
        List<String> wrong = new ArrayList<>();
        List<Operation> operations =
                operations().stream().filter(Operation::takesBody).toList();
        assertThat(operations).hasSizeGreaterThan(15);
        operations.forEach(operation -> check.accept(operation, wrong));
        assertThat(wrong).isEmpty();
    }

    private static void check(Operation operation, List<String> wrong, Runnable expectation) {
        try {
            expectation.run();
        } catch (AssertionError e) {
            wrong.add(operation.method() + " " + operation.path() + ": " + e.getMessage());
        }
    }

    private static String accepted(Operation operation) {
        Map<?, ?> content = (Map<?, ?>) ((Map<?, ?>) operation.described().get("requestBody")).get("content");
        return content.containsKey("application/json")
                ? "application/json"
                : content.keySet().iterator().next().toString();
    }

    private List<Operation> operations() {
        Map<String, Map<String, Map<String, ?>>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .extract()
                .path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.forEach((path, methods) -> methods.forEach((method, described) -> {
            if (!method.equals("parameters") && path.startsWith("/v1/")) {
                operations.add(new Operation(method.toUpperCase(Locale.ROOT), filled(path), described));
            }
        }));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    /** Names what is there, so that nothing is refused because it is not. */
    private String filled(String path) {
        return path.replace("{kb}", kb.name())
                .replace("/documents/{id}", "/documents/external:kept")
                .replace("{version}", "1")
                .replace("{id}", UUID.randomUUID().toString());
    }
}
