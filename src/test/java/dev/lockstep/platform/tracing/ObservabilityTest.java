package dev.lockstep.platform.tracing;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.EmbeddingServer;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What those who run the service can see of it: one trace for each request, and every metric from the beginning. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(ObservabilityTest.Traced.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:lockstep|ft|http_server|jvm|process)_[a-z_]+[a-z]");
    private static final AttributeKey<String> UNIT_OF_WORK = AttributeKey.stringKey("lockstep.unit_of_work");

    /** Says where traces go, which switches them on, and keeps them here instead. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:1", "quarkus.otel.simple", "true");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Spans.class);
        }
    }

    @Alternative
    @ApplicationScoped
    static class Spans {
        @Produces
        @ApplicationScoped
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    @Inject
    InMemorySpanExporter exported;

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void mend() {
        Faults.clear();
        given().delete(kb.path());
    }

    @Test
    @Order(1)
    void everyMetricThatIsNamedExistsFromTheBeginning() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"))
                .split("\n## Metrics\n")[1]
                .split("\n## ")[0];
        Set<String> named = new TreeSet<>(names(page));
        named.addAll(names(Files.readString(Path.of("docker/grafana/lockstep.json"))));
        named.addAll(names(Files.readString(Path.of("docker/prometheus/alerts.yml"))));
        String metrics = given().get("/q/metrics").asString();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named)
                .filteredOn(name -> !Pattern.compile("(?m)^" + name + "[{ ]")
                        .matcher(metrics)
                        .find())
                .isEmpty();
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    @Test
    @Order(2)
    void aWriteIsOneTraceFromTheRequestToTheEnd() {
        String trace = newTrace();

        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType("text/markdown; charset=UTF-8")
                .body("# Otters\n\nOtters hold hands.")
                .put(kb.document("a"))
                .then()
                .statusCode(201);

        Eventually.holds(() -> assertThat(stages(trace))
                .contains("parse", "chunk", "embed", "stage", "upsert", "commit", "settle")
                .anyMatch(name -> name.startsWith("PUT /v1/knowledge-bases/{kb}/documents/{id}")));
        assertThat(spans(trace).stream()
                        .map(span -> span.getAttributes().get(UNIT_OF_WORK))
                        .filter(unit -> unit != null)
                        .distinct())
                .hasSize(1);
    }

    @Test
    @Order(3)
    void theTraceGoesOnInTheServiceThatEmbeds() {
        try (EmbeddingServer server = EmbeddingServer.ofTheService()) {
            Api remote = Api.newKnowledgeBase(Map.of("embedding_model", EmbeddingServer.NAME));
            String trace = newTrace();
            server.asked().clear();

            given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .contentType("application/json")
                    .body(Map.of("text", "Otters hold hands."))
                    .put(remote.document("a"))
                    .then()
                    .statusCode(201);

            assertThat(server.asked()).isNotEmpty().allSatisfy(asked -> assertThat(asked.traceParent())
                    .startsWith("00-" + trace + "-"));
            given().delete(remote.path());
        }
    }

    @Test
    @Order(4)
    void aRecoveryIsLinkedToTheRequestThatItRecovers() {
        String trace = newTrace();
        Faults.holdAnswer("Upsert");
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(
                () -> given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .contentType("application/json")
                        .body(Map.of("text", "Otters hold hands."))
                        .put(kb.document("a")));
        Eventually.holds(() -> assertThat(stores.states(kb.id())).contains("STAGED"));

        stores.endLeases(kb);

        Eventually.holds(() -> assertThat(exported.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("recover"))
                .flatExtracting(SpanData::getLinks)
                .anyMatch(link -> link.getSpanContext().getTraceId().equals(trace)));
        Faults.clear();
        slow.join().then().statusCode(503);
    }

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private List<SpanData> spans(String trace) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }

    private List<String> stages(String trace) {
        return spans(trace).stream().map(SpanData::getName).toList();
    }
}
