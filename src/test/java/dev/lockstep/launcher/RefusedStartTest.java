package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** One sentence for each way in which a configured store can be wrong. */
class RefusedStartTest {

    private static final String SECRET = "s3cret";

    @TempDir
    static Path directory;

    private static EmbeddedPostgresServer postgres;
    private static FakeServer silent;
    private static FakeServer web;

    @BeforeAll
    static void startServers() {
        postgres = EmbeddedPostgresServer.start(
                new EmbeddedPostgresServer.Options(directory.resolve("postgres"), Path.of("target", "embedded-cache")));
        silent = FakeServer.silent();
        web = FakeServer.answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }

    @AfterAll
    static void stopServers() {
        postgres.close();
        silent.close();
        web.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "localhost:5432, that is not an address of PostgreSQL",
        "jdbc:postgresql://localhost/lockstep, that is not an address of PostgreSQL",
        "postgresql://localhost:5432, that is not an address of PostgreSQL",
        "postgresql://bob:s3cret@localhost/lockstep, that is not an address of PostgreSQL",
        "postgresql://no-such-host.invalid/lockstep, the host of no-such-host.invalid:5432 is unknown",
        "postgresql://127.0.0.1:1/lockstep, nothing listens at 127.0.0.1:1",
        "postgresql://127.0.0.1:{silent}/lockstep, 127.0.0.1:{silent} does not answer within 5 s",
        "postgresql://127.0.0.1:{web}/lockstep, something other than PostgreSQL answers at 127.0.0.1:{web}",
        "postgresql://127.0.0.1:{postgres}/other, there is no database other",
    })
    void anAddressOfPostgresThatDoesNotWorkIsNamedWithTheReason(String url, String why) {
        assertThat(refusal(Map.of(
                        "lockstep.postgres.url", ports(url),
                        "lockstep.postgres.username", "lockstep",
                        "lockstep.postgres.password", postgres.password())))
                .startsWith("lockstep.postgres.url is \"")
                .contains(", but " + ports(why))
                .endsWith(".")
                .doesNotContain("\n", SECRET, postgres.password());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "localhost:6334, that is not an address of Qdrant",
        "http://bob:s3cret@localhost:6334, that is not an address of Qdrant",
        "http://no-such-host.invalid, the host of no-such-host.invalid:6334 is unknown",
        "http://127.0.0.1:1, nothing listens at 127.0.0.1:1",
        "http://127.0.0.1:{silent}, 127.0.0.1:{silent} does not answer within 5 s",
        "http://127.0.0.1:{web}, what answers at 127.0.0.1:{web} does not speak as Qdrant does over gRPC",
        "http://127.0.0.1:{postgres}, what answers at 127.0.0.1:{postgres} does not speak as Qdrant does over gRPC",
        "https://127.0.0.1:{web}, what answers at 127.0.0.1:{web} does not speak as Qdrant does over gRPC",
    })
    void anAddressOfQdrantThatDoesNotWorkIsNamedWithTheReason(String url, String why) {
        assertThat(refusal(Map.of("lockstep.qdrant.url", ports(url), "lockstep.qdrant.api-key", SECRET)))
                .startsWith("lockstep.qdrant.url is \"")
                .contains(", but " + ports(why))
                .endsWith(".")
                .doesNotContain("\n", SECRET);
    }

    static Stream<Map<String, String>> wrongCredentials() {
        return Stream.of(
                Map.of("lockstep.postgres.username", "lockstep", "lockstep.postgres.password", SECRET),
                Map.of("lockstep.postgres.username", "lockstep"),
                Map.of("lockstep.postgres.username", "nobody", "lockstep.postgres.password", SECRET));
    }

    @ParameterizedTest
    @MethodSource("wrongCredentials")
    void credentialsThatPostgresRefusesAreNamedWithoutThePassword(Map<String, String> credentials) {
        Map<String, String> settings = new HashMap<>(credentials);
        settings.put("lockstep.postgres.url", postgres.url());
        assertThat(refusal(settings))
                .startsWith("lockstep.postgres.username is \"" + credentials.get("lockstep.postgres.username") + "\"")
                .contains("does not accept that user and password")
                .endsWith("correct lockstep.postgres.username and lockstep.postgres.password.")
                .doesNotContain("\n", SECRET);
    }

    @Test
    void anAddressWithoutAUserIsIncomplete() {
        assertThat(refusal(Map.of("lockstep.postgres.url", postgres.url())))
                .contains("but lockstep.postgres.username is not set: set lockstep.postgres.username and");
    }

    @Test
    void aStoreThatAnswersIsAcceptedAndNamed() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Map<String, String> settings = Map.of(
                "lockstep.postgres.url",
                postgres.url(),
                "lockstep.postgres.username",
                "lockstep",
                "lockstep.postgres.password",
                postgres.password(),
                "lockstep.qdrant.url",
                "http://127.0.0.1:1");
        assertThat(refusal(settings, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .startsWith("lockstep.qdrant.url");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("PostgreSQL 18.6 answers at " + postgres.url());
    }

    private static String ports(String template) {
        return template.replace("{silent}", Integer.toString(silent.port()))
                .replace("{web}", Integer.toString(web.port()))
                .replace("{postgres}", Integer.toString(postgres.port()));
    }

    private static String refusal(Map<String, String> settings) {
        return refusal(settings, new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    private static String refusal(Map<String, String> settings, PrintStream out) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("lockstep.data-dir", directory.resolve("must-not-be-made").toString());
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        try (Lifetime lifetime = new Lifetime()) {
            StartRefused refused = catchThrowableOfType(StartRefused.class, () -> new Stores(
                            Settings.from(config), new ApplicationHolder(lifetime), lifetime, new Narration(out))
                    .provide());
            assertThat(directory.resolve("must-not-be-made")).doesNotExist();
            return String.valueOf(refused.getMessage());
        }
    }
}
