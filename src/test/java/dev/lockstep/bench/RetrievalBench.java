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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How well documents are found, over REST and with default settings: ingests every test collection in its language, then asks
 * its judged queries in every mode. It fails where others have reached more, where hybrid is worse than its better leg alone, and
 * where a version before was better by more than noise, see {@link Baseline}.
 *
 * <p>Small collections of ours lie in {@code src/test/resources/judged} and are always measured. Others are no part of the project.
 * They lie in {@code ../shared/data} or where {@code -Dlockstep.data} says, see {@link JudgedCollection}; {@code
 * -Dlockstep.bench.collections=a,b} takes only some of all. With {@code -Dlockstep.bench.write=true} the figures go into {@code
 * docs/results.md} and the baseline. What each query got is in {@code target/retrieval}.
 */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class RetrievalBench {

    private static final Path OURS = Path.of("src", "test", "resources", "judged");
    private static final Path BASELINE = Path.of("src", "test", "resources", "bench", "baseline.tsv");
    private static final Path DATA = Path.of(System.getProperty("lockstep.data", "../shared/data"));
    private static final String ONLY = System.getProperty("lockstep.bench.collections", "");

    @TestHTTPResource
    URI root;

    @Test
    void collectionsAreSearchedAsWellAsElsewhere() throws Exception {
        List<JudgedCollection> others = JudgedCollection.in(DATA);
        if (others.isEmpty()) {
            System.out.println(
                    "ONLY OURS ARE MEASURED: no test collection in "
                            + DATA.toAbsolutePath().normalize()
                            + " (each a directory with corpus.jsonl, queries.jsonl, qrels.tsv); name another with -Dlockstep.data=DIRECTORY");
        }
        ReferenceFigures references = ReferenceFigures.read(DATA.resolve("README.md"));
        Baseline baseline = Baseline.read(BASELINE);
        List<MeasuredCollection> measured = new ArrayList<>();
        for (JudgedCollection collection : wanted(JudgedCollection.in(OURS), others)) {
            measured.add(measure(collection));
            System.out.println(new ResultsSection(measured, references).text());
        }
        if (Boolean.getBoolean("lockstep.bench.write")) {
            new ResultsSection(measured, references).writeInto(Path.of("docs", "results.md"));
            baseline.with(measured).write(BASELINE);
        }
        assertThat(measured.stream()
                        .flatMap(one -> Stream.concat(one.misses(references).stream(), baseline.losses(one).stream())))
                .isEmpty();
    }

    private static List<JudgedCollection> wanted(List<JudgedCollection> ours, List<JudgedCollection> others) {
        Set<String> only = Set.of(ONLY.split(","));
        return Stream.concat(ours.stream(), others.stream())
                .filter(collection -> ONLY.isEmpty() || only.contains(collection.name()))
                .toList();
    }

    private MeasuredCollection measure(JudgedCollection collection) throws Exception {
        RestKnowledgeBase knowledgeBase = RestKnowledgeBase.create(root, collection.name(), collection.language());
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
