package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JudgedCollectionTest {

    private static final Path SAMPLES = Path.of("src", "test", "resources", "collections");

    @Test
    void everyDirectoryWithACorpusIsACollection() throws IOException {
        assertThat(JudgedCollection.in(SAMPLES))
                .extracting(JudgedCollection::name)
                .containsExactly("garden", "kitchen");
    }

    @Test
    void theNameTellsTheLanguage() {
        assertThat(Stream.of("xquad-de", "npl", "source-code", "a-b-zh", "de")
                        .map(name -> new JudgedCollection(Path.of(name), List.of()).language()))
                .containsExactly("de", "en", "en", "zh", "en");
    }

    @Test
    void withoutADirectoryThereAreNoCollections() throws IOException {
        assertThat(JudgedCollection.in(Path.of("no", "such", "directory"))).isEmpty();
    }

    @Test
    void documentsComeInTheOrderOfTheFile() throws IOException {
        try (Stream<CollectionDocument> documents =
                JudgedCollection.read(SAMPLES.resolve("kitchen")).documents()) {
            assertThat(documents)
                    .containsExactly(
                            new CollectionDocument(
                                    "bread",
                                    "Bread",
                                    "Flour, water, salt and time. A cold night makes the crust better."),
                            new CollectionDocument("soup", "", "Leeks and potatoes, simmered until they are soft."),
                            new CollectionDocument("empty", "", ""),
                            new CollectionDocument("tea", "Tea", ""));
        }
    }

    @Test
    void onlyQueriesWithARelevantDocumentAreAsked() throws IOException {
        assertThat(JudgedCollection.read(SAMPLES.resolve("kitchen")).queries())
                .containsExactly(
                        new JudgedQuery("q1", "how is bread made?", Set.of("bread")),
                        new JudgedQuery("q2", "what is warm?", Set.of("soup", "tea")));
    }

    @Test
    void judgementsMayLieBesideTheCorpus() throws IOException {
        assertThat(JudgedCollection.read(SAMPLES.resolve("garden")).queries())
                .containsExactly(new JudgedQuery("1", "when are beans sown?", Set.of("1")));
    }

    @Test
    void aBrokenJudgementIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\n1\t0\t2\t1\n");

        assertThatThrownBy(() -> JudgedCollection.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("qrels.tsv, line 2");
    }

    @Test
    void figuresOfOthersAreReadFromTheTableBeside() throws IOException {
        ReferenceFigures references = ReferenceFigures.read(SAMPLES.resolve("README.md"));

        assertThat(references.ndcg("kitchen", SearchMode.LEXICAL)).isEqualTo(OptionalDouble.of(0.5));
        assertThat(references.ndcg("kitchen", SearchMode.DENSE)).isEqualTo(OptionalDouble.of(0.25));
        assertThat(references.recall("kitchen", SearchMode.HYBRID)).isEqualTo(OptionalDouble.of(1));
        assertThat(references.recall("kitchen", SearchMode.DENSE)).isEmpty();
        assertThat(references.ndcg("garden", SearchMode.HYBRID)).isEmpty();
    }
}
