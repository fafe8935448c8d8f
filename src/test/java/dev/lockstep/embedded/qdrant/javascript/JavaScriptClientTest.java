package dev.lockstep.embedded.qdrant.javascript;

import dev.lockstep.embedded.qdrant.contract.ServerUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Qdrant's own client for JavaScript, as published, does what an application does. */
class JavaScriptClientTest {
    private static final Path SOURCES = Path.of("src", "test", "javascript", "qdrant-client");
    private static final Path COPY = Path.of("target", "javascript", "qdrant-client");

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aScenarioOfTheOfficialClientEndsWell() throws Exception {
        NodeProject project = NodeProject.install(SOURCES, COPY.toAbsolutePath());
        try (ServerUnderTest server = ServerUnderTest.start()) {
            List<String> words = new ArrayList<>(List.of("scenario.js", server.host(), "" + server.port()));
            server.apiKey().ifPresent(words::add);
            assertThat(project.run(words)).contains("steps were right");
        }
    }
}
