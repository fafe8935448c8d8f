package dev.lockstep.bench;

import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * How well documents are found, over REST and with default settings: ingests every test collection, then asks its judged
 * queries in every mode.
 *
 * <p>The collections are no part of the project. They lie in {@code ../shared/data} or where {@code -Dlockstep.data} says, see
 * {@link JudgedCollection}; {@code -Dlockstep.bench.collections=a,b} takes only some. With {@code -Dlockstep.bench.write=true} the
 * figures go into {@code docs/results.md} too. What each query got is in {@code target/retrieval}.
 */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class RetrievalBench {

    private static final Path DATA = Path.of(System.getProperty("lockstep.data", "../shared/data"));
    private static final String ONLY = System.getProperty("lockstep.bench.collections", "");

    @TestHTTPResource
    URI root;

    @Test
    void collectionsAreSearchedAsWellAsElsewhere() throws Exception {
        List<JudgedCollection> collections = collections();
        if (collections.isEmpty()) {
            System.out.println(
                    "NOT MEASURED: no test collection in "
                            + DATA.toAbsolutePath().normalize()
                            + " (each a directory with corpus.jsonl, queries.jsonl, qrels.tsv); name another with -Dlockstep.data=DIRECTORY");
        }
        assumeFalse(collections.isEmpty(), "no test collections");
        ReferenceFigures references = ReferenceFigures.read(DATA.resolve("README.md"));
        List<MeasuredCollection> measured = new ArrayList<>();
        for (JudgedCollection collection : collections) {
            measured.add(measure(collection));
            System.out.println(new ResultsSection(measured, references).text());
        }
        if (Boolean.getBoolean("lockstep.bench.write")) {
            new ResultsSection(measured, references).writeInto(Path.of("docs", "results.md"));
        }
        assertThat(measured)
                .allSatisfy(one -> assertThat(one.misses(references)).isEmpty());
    }

    private static List<JudgedCollection> collections() throws Exception {
        Set<String> only = Set.of(ONLY.split(","));
        return JudgedCollection.in(DATA).stream()
                .filter(collection -> ONLY.isEmpty() || only.contains(collection.name()))
                .toList();
    }

    private MeasuredCollection measure(JudgedCollection collection) throws Exception {
        RestKnowledgeBase knowledgeBase = RestKnowledgeBase.create(root, collection.name());
        CollectionIngest ingest = new CollectionIngest(collection, knowledgeBase);
        ingest.run();
        awaitSettled(knowledgeBase);
        MeasuredCollection measured = MeasuredCollection.ask(collection, knowledgeBase, ingest);
        measured.writeQueries(Path.of("target", "retrieval", collection.name() + ".tsv"));
        return measured;
    }

    /** Until then the rarity of words is known approximately, and figures would differ a little from run to run. */
    private static void awaitSettled(RestKnowledgeBase knowledgeBase) throws Exception {
        long end = System.nanoTime() + 300_000_000_000L;
        while (knowledgeBase.unsettled() > 0) {
            assertThat(System.nanoTime())
                    .as("everything settles in five minutes")
                    .isLessThan(end);
            Thread.sleep(500);
        }
    }
}
