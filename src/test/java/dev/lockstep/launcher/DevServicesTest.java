package dev.lockstep.launcher;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DevServicesTest {

    private static final Pattern IMAGE = Pattern.compile("(?m)^ *image: (\\S+)");

    private static final Map<String, String> RUNNING =
            Map.of("lockstep.dev-services.postgres-port", "32775", "lockstep.dev-services.qdrant-port", "32776");

    @Test
    void whatRunsIsReachedByItsPort() {
        assertThat(DevServices.addresses(config(RUNNING)))
                .containsOnly(
                        Map.entry("lockstep.postgres.url", "postgresql://localhost:32775/lockstep"),
                        Map.entry("lockstep.qdrant.url", "http://localhost:32776"));
    }

    @Test
    void aStoreWithAnAddressOfItsOwnIsThatOne() {
        Config config = config(
                Map.of("lockstep.dev-services.qdrant-port", "32776", "lockstep.qdrant.url", "http://elsewhere:6334"));

        assertThat(DevServices.addresses(config)).isEmpty();
    }

    @Test
    void theLogSaysWhyStoresAreEmbedded() {
        assertThat(DevServices.addresses(config(Map.of()))).isEmpty();
        assertThat(DevServices.absence(config(Map.of()))).isEqualTo("Dev Services are off");
        assertThat(DevServices.absence(config(Map.of("quarkus.devservices.enabled", "true"))))
                .contains("no container engine");
    }

    @Test
    void theLabelsMakeTheSettingsThatAreRead() throws Exception {
        String file = Files.readString(Path.of("compose-devservices.yml"));

        assertThat(file)
                .contains(RUNNING.keySet())
                .contains(
                        "POSTGRES_DB: lockstep",
                        "POSTGRES_USER: lockstep.postgres.username",
                        "POSTGRES_PASSWORD: lockstep.postgres.password");
    }

    @Test
    void bothComposeFilesNameTheSameImages() throws Exception {
        assertThat(images("compose-devservices.yml")).hasSize(2).isEqualTo(images("docker/compose.yml"));
    }

    private static List<String> images(String file) throws Exception {
        return IMAGE.matcher(Files.readString(Path.of(file)))
                .results()
                .map((MatchResult image) -> image.group(1))
                .toList();
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
