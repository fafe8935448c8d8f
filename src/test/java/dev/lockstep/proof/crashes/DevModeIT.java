package dev.lockstep.proof.crashes;

import dev.lockstep.testing.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The first command of the README, on a fresh copy of the sources: it compiles them by a way of its own. */
class DevModeIT {

    /** Somebody who presses Ctrl-C has no patience. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    /** A handful come from Java and the libraries. */
    private static final int FEW = 5;

    private static final Pattern WARNING = Pattern.compile("(?m)^\\[WARNING\\]|^WARNING| WARN ");

    private static Path directory;
    private static Path project;

    @BeforeAll
    static void copyTheSources(@TempDir Path temporary) throws IOException {
        directory = temporary;
        project = DevelopmentMode.copyOfTheProject(directory.resolve("project"));
    }

    @Test
    void aFreshCloneServesInDevelopmentModeAndEndsWithCtrlC() throws Exception {
        try (DevelopmentMode mode = DevelopmentMode.start(project, directory.resolve("data"))) {
            assertThat(mode.log()).contains("embedded stores, as Dev Services are off", "/ui/");
            // Who is asked reads the terminal, and so takes Ctrl-C away from the service.
            assertThat(mode.log()).doesNotContain("anonymous build time data");
            assertThat(WARNING.matcher(mode.log()).results()).hasSizeLessThanOrEqualTo(FEW);
            itsPageStandsInTheDevUi(mode);
            theSampleCanBeLoadedAndTheKnowledgeBaseEmptied(mode);
            qdrantCanBeBrokenForAWhile(mode);
            nothingResetsTheDatabase(mode);

            assertThat(mode.interrupt(AT_ONCE)).isTrue();
        }
    }

    @Test
    void realStoresServeWhereAContainerEngineIsAndTheyAreAskedFor() throws Exception {
        ContainerEngine.assumeItHasTheImages(project.resolve("compose-devservices.yml"));
        Path unused = directory.resolve("unused");
        try (DevelopmentMode mode = DevelopmentMode.start(project, unused, "-Dquarkus.devservices.enabled=true")) {
            assertThat(mode.log())
                    .contains("answers at postgresql://localhost:", "answers at http://localhost:")
                    .doesNotContain("embedded stores");
            assertThat(mode.post("/v1/knowledge-bases", "application/json", "{\"name\": \"notes\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(mode.post(
                                    "/v1/knowledge-bases/notes/documents",
                                    "application/json",
                                    "{\"text\": \"Otters sleep in kelp.\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(unused).doesNotExist();

            assertThat(mode.interrupt(AT_ONCE)).isTrue();
        }
        Eventually.holds(() -> assertThat(ContainerEngine.containersOf("quarkus-devservices-lockstep"))
                .isEmpty());
    }

    private static void itsPageStandsInTheDevUi(DevelopmentMode mode) throws Exception {
        assertThat(mode.get("/q/dev-ui/devui-data.js").body()).contains("/ui/index.html");
        assertThat(mode.get("/ui/index.html").body()).contains("Units of work");
        assertThat(mode.get("/ui/main.js").statusCode()).isEqualTo(200);
        assertThat(mode.get("/").headers().firstValue("location")).hasValue("ui/");
    }

    private static void theSampleCanBeLoadedAndTheKnowledgeBaseEmptied(DevelopmentMode mode) throws Exception {
        HttpResponse<String> sample = mode.get("/dev/sample");
        assertThat(mode.post("/v1/knowledge-bases", "application/json", "{\"name\": \"handbook\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(mode.post("/v1/knowledge-bases/handbook/documents:batch", "application/x-ndjson", sample.body())
                        .body())
                .contains("leave/parental")
                .doesNotContain("\"error\"");

        assertThat(mode.post("/dev/knowledge-bases/handbook/empty", "application/json", "")
                        .body())
                .contains("\"deleted\":12");
        assertThat(mode.get("/dev/stores").body()).contains("PGPASSWORD=$(cat ", "http://127.0.0.1:");
    }

    private static void qdrantCanBeBrokenForAWhile(DevelopmentMode mode) throws Exception {
        assertThat(mode.post("/dev/outages?seconds=300", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(mode.get("/q/health/ready").statusCode()).isEqualTo(503);

        assertThat(mode.post("/dev/outages?seconds=0", "application/json", "").statusCode())
                .isEqualTo(200);
        Eventually.holds(
                () -> assertThat(mode.get("/q/health/ready").statusCode()).isEqualTo(200));
    }

    /** Its button is there, and is refused. */
    private static void nothingResetsTheDatabase(DevelopmentMode mode) throws Exception {
        mode.callDevUi("quarkus-datasource_reset", "{\"ds\": \"<default>\"}");

        Eventually.holds(() -> assertThat(mode.log()).contains("Unable to execute clean as it has been disabled"));
        assertThat(mode.get("/v1/knowledge-bases/handbook").statusCode()).isEqualTo(200);
    }
}
