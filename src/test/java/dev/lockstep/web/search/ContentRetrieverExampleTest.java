package dev.lockstep.web.search;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code examples/LockstepContentRetriever.java}, compiled as in another application, and used against the service. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ContentRetrieverExampleTest {

    private static final String NAME = "LockstepContentRetriever";

    @TempDir
    Path compiled;

    private URLClassLoader classes;
    private Api kb;

    @BeforeEach
    void compile() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-d", compiled.toString(), "-cp", classPath, "-proc:none"),
                            null,
                            files.getJavaFileObjects(Path.of("examples", NAME + ".java")))
                    .call();
            assertThat(done).as(said.toString()).isTrue();
        }
        classes = new URLClassLoader(new URL[] {compiled.toUri().toURL()}, ContentRetriever.class.getClassLoader());
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void close() throws Exception {
        classes.close();
    }

    private ContentRetriever retriever(String url) throws Exception {
        return (ContentRetriever) classes.loadClass(NAME)
                .getMethod("of", String.class, String.class)
                .invoke(null, url, kb.name());
    }

    private ContentRetriever with(ContentRetriever retriever, String what, Class<?> type, Object value)
            throws Exception {
        return (ContentRetriever) retriever.getClass().getMethod(what, type).invoke(retriever, value);
    }

    private static String here() {
        return "http://127.0.0.1:" + RestAssured.port + "/";
    }

    private void storeAnimals() {
        kb.post(Map.of(
                        "external_id",
                        "otters",
                        "title",
                        "On otters",
                        "text",
                        "Otters sleep in kelp.",
                        "metadata",
                        Map.of("year", 2024, "weight", 22.5, "tags", List.of("sea"), "author", Map.of("name", "Ada"))))
                .then()
                .statusCode(201);
        kb.post("seals", "Seals rest on the ice of the far north.").then().statusCode(201);
    }

    @Test
    void contentsHaveTheTextTheIdsTheScoreAndTheMetadataOfTheirDocument() throws Exception {
        storeAnimals();

        List<Content> found = retriever(here()).retrieve(Query.from("Where do otters sleep?"));

        Content best = found.get(0);
        assertThat(best.textSegment().text()).isEqualTo("Otters sleep in kelp.");
        assertThat(best.textSegment().metadata().toMap())
                .containsEntry("external_id", "otters")
                .containsEntry("title", "On otters")
                .containsEntry("version", 1L)
                .containsEntry("metadata.year", 2024L)
                .containsEntry("metadata.weight", 22.5)
                .containsEntry("metadata.tags", "[\"sea\"]")
                .containsEntry("metadata.author.name", "Ada")
                .containsKeys("document_id", "chunk_id");
        assertThat((double) best.metadata().get(ContentMetadata.SCORE)).isBetween(0.1, 1.0);
        assertThat(best.metadata().get(ContentMetadata.EMBEDDING_ID))
                .isEqualTo(best.textSegment().metadata().getString("chunk_id"));
    }

    @Test
    void limitAndThresholdBoundWhatComes() throws Exception {
        storeAnimals();
        ContentRetriever all = retriever(here());

        assertThat(all.retrieve(Query.from("Where do animals rest?"))).hasSize(2);
        assertThat(with(all, "limit", int.class, 1).retrieve(Query.from("Where do animals rest?")))
                .hasSize(1);
        assertThat(with(all, "threshold", double.class, 0.999).retrieve(Query.from("What is a tax?")))
                .isEmpty();
    }

    @Test
    void aRefusalSaysWhatTheServiceSaid() throws Exception {
        ContentRetriever retriever = with(retriever(here()), "limit", int.class, -1);

        assertThatThrownBy(() -> retriever.retrieve(Query.from("otters")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("status 400")
                .hasMessageContaining("limit");
    }

    @Test
    void aServiceThatIsAwayIsToldSoInTime() throws Exception {
        ContentRetriever retriever =
                with(retriever("http://127.0.0.1:1"), "timeout", Duration.class, Duration.ofSeconds(1));

        assertThatThrownBy(() -> retriever.retrieve(Query.from("otters")))
                .hasMessageContaining("did not answer at http://127.0.0.1:1/v1/knowledge-bases/");
    }
}
