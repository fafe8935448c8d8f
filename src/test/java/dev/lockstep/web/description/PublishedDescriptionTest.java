package dev.lockstep.web.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.description.BreakingChanges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The document that is published is the one that the service gives, so every change of the interface shows in a review, and none
 * breaks clients in silence.
 *
 * <p>{@code -Dlockstep.openapi.write=true} writes it anew, {@code -Dlockstep.openapi.write=breaking} even if that breaks clients.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class PublishedDescriptionTest {

    private static final Path PUBLISHED = Path.of("docs", "openapi.yaml");
    private static final String WRITE = System.getProperty("lockstep.openapi.write", "false");

    @Test
    void theDocumentIsPublishedAndBreaksNoClient() throws IOException {
        String current = given().get("/q/openapi?format=yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Files.exists(PUBLISHED) && !WRITE.equals("breaking")) {
            assertThat(breaking(Files.readString(PUBLISHED), current))
                    .as(
                            "what breaks clients of docs/openapi.yaml; if that is meant, say so in CHANGELOG.md, and write the"
                                    + " document with -Dlockstep.openapi.write=breaking")
                    .isEmpty();
        }
        if (!WRITE.equals("false")) {
            Files.writeString(PUBLISHED, current);
        }
        // The order of properties is nobody's business.
        assertThat(Files.exists(PUBLISHED) && tree(Files.readString(PUBLISHED)).equals(tree(current)))
                .as("docs/openapi.yaml is up to date; otherwise write it anew with ./mvnw test"
                        + " -Dtest=PublishedDescriptionTest -Dlockstep.openapi.write=true")
                .isTrue();
    }

    private static JsonNode tree(String document) throws IOException {
        return new YAMLMapper().readTree(document);
    }

    private static List<String> breaking(String published, String current) throws IOException {
        return BreakingChanges.between(tree(published), tree(current));
    }
}
