package dev.lockstep.launcher;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is wrong with the settings is said in a sentence, before anything starts. */
class SettingsCheckTest {

    private static final KnownSettings KNOWN = new KnownSettings(
            Stream.of(
                            "dev.lockstep.engine.livesearch.SearchSettings",
                            "dev.lockstep.models.embedding.EmbeddingSettings",
                            "dev.lockstep.stores.points.QdrantSettings")
                    .map(SettingsCheckTest::mapping)
                    .toList(),
            Map.of("lockstep.metadata.max-depth", "int"));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "lockstep.search.timeout, abc, Invalid duration",
        "lockstep.search.max-limit, many, an integer",
        "lockstep.search.max-limit, 99999999999, an integer",
        "lockstep.embedding.query-cache, many, not in correct format",
        "lockstep.embedding.models.x.pooling, big, 'allowed values: mean,model,cls'",
        "lockstep.metadata.max-depth, deep, an integer",
        "lockstep.search.max-limit, '', it needs a value",
        "lockstep.postgres.url, '', that is no address",
        "lockstep.qdrant.url, ' ', that is no address"
    })
    void aValueThatCannotBeReadIsNamed(String name, String value, String why) {
        for (boolean variable : new boolean[] {false, true}) {
            Map<String, String> variables = variable ? Map.of(variable(name), value) : Map.of();
            Map<String, String> settings = variable ? Map.of() : Map.of(name, value);
            assertThat(refusal(settings, variables))
                    .startsWith(name + " is \"" + value + "\", but ")
                    .contains(why)
                    .endsWith(".")
                    .doesNotContain("\n", "SRCFG", "Exception");
        }
    }

    @Test
    void whatIsRightIsTaken() {
        check(
                Map.of(
                        "lockstep.search.timeout", "3s",
                        "lockstep.embedding.models.\"my-model\".folder", "models/my-model",
                        "lockstep.data-dir", "data",
                        "lockstep.log.json", "true",
                        "%prod.lockstep.search.max-limit", "20",
                        "quarkus.http.port", "0"),
                Map.of("LOCKSTEP_SEARCH_MAX_LIMIT", "7", "LOCKSTEP_EMBEDDING_MODELS__MY_MODEL__FOLDER", "models"));

        assertThat(said).asString().isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lockstep.search.timeuot, lockstep.search.timeout",
        "lockstep.serach.max-limit, lockstep.search.max-limit",
        "lockstep.embedding.models.x.remote.uri, lockstep.embedding.models.*.remote.url",
        "lockstep.postgres.user, lockstep.postgres.url",
        "%dev.lockstep.data-dri, lockstep.data-dir"
    })
    void aNameThatNobodyKnowsIsRefusedWithTheNearest(String name, String nearest) {
        assertThat(refusal(Map.of(name, "1"), Map.of()))
                .isEqualTo(name.replace("%dev.", "") + " is no setting (in test): the nearest one is " + nearest + ".");
    }

    @Test
    void aVariableThatNobodyKnowsIsWarnedOf() {
        check(Map.of(), Map.of("LOCKSTEP_SEARCH_TIMEUOT", "3s"));

        assertThat(said)
                .asString()
                .contains("LOCKSTEP_SEARCH_TIMEUOT is no setting", "the nearest one is lockstep.search.timeout");
    }

    @Test
    void linksOfKubernetesArePassedOver() {
        check(
                Map.of(),
                Map.of(
                        "LOCKSTEP_PORT", "tcp://10.0.0.1:8080",
                        "LOCKSTEP_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                        "LOCKSTEP_PORT_8080_TCP_ADDR", "10.0.0.1",
                        "LOCKSTEP_SERVICE_HOST", "10.0.0.1",
                        "LOCKSTEP_SERVICE_PORT_HTTP", "8080",
                        "LOCKSTEP_QDRANT_PORT", "tcp://10.0.0.2:6334"));

        assertThat(said).asString().isEmpty();
    }

    @Test
    void aPortThatIsTakenIsFound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            SmallRyeConfig config = config(
                    Map.of(
                            "quarkus.http.port",
                            Integer.toString(taken.getLocalPort()),
                            "quarkus.http.host",
                            "127.0.0.1"),
                    Map.of());
            assertThat(catchThrowableOfType(StartRefused.class, () -> HttpPort.requireFree(config)))
                    .hasMessageStartingWith("quarkus.http.port is \"" + taken.getLocalPort() + "\", but ")
                    .hasMessageContaining("can't listen there on 127.0.0.1");
        }
        HttpPort.requireFree(config(Map.of("quarkus.http.port", "0"), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "99999999999"})
    void aPortThatIsNoneIsRefused(String port) {
        SmallRyeConfig config = config(Map.of("quarkus.http.port", port), Map.of());
        assertThat(catchThrowableOfType(StartRefused.class, () -> HttpPort.requireFree(config)))
                .hasMessageContaining("that is no port");
    }

    private String refusal(Map<String, String> settings, Map<String, String> variables) {
        return String.valueOf(catchThrowableOfType(StartRefused.class, () -> check(settings, variables))
                .getMessage());
    }

    private void check(Map<String, String> settings, Map<String, String> variables) {
        Narration narration = new Narration(new PrintStream(said, true, StandardCharsets.UTF_8));
        new SettingsCheck(KNOWN, narration).check(config(settings, variables), variables);
    }

    private static SmallRyeConfig config(Map<String, String> settings, Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(new HashMap<>(settings), "test", 100),
                        new EnvConfigSource(new HashMap<>(variables), 300))
                .build();
    }

    private static String variable(String name) {
        return name.replaceAll("[^a-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
    }

    private static ConfigClass mapping(String name) {
        try {
            return ConfigClass.configClass(Class.forName(name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
