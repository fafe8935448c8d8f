package dev.lockstep.bench;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole way of documents over REST into both stores: how many a second, where the processors' time goes, how much memory it
 * takes, and what searches of another knowledge base notice of it.
 *
 * <p>{@code -Dlockstep.bench.documents=N} takes so many documents, {@code -Dlockstep.data} and {@code -Dlockstep.bench.collections} are
 * those of {@link RetrievalBench}; without collections the project's own pages are ingested again and again.
 */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class PipelineBench {

    private static final int DOCUMENTS = Integer.getInteger("lockstep.bench.documents", 2_000);
    private static final int SEARCHED = Math.min(200, DOCUMENTS);
    private static final int SEARCHES = Integer.getInteger("lockstep.bench.searches", 300);
    private static final int WARM_UPS = Math.min(100, SEARCHES);
    private static final int CLIENTS = 8;

    @TestHTTPResource
    URI root;

    @Inject
    MeterRegistry meters;

    @Inject
    StoreInspector stores;

    @Test
    void documentsASecondAndWhatSearchesNotice() throws Exception {
        IngestedSample sample = IngestedSample.of(
                Path.of(System.getProperty("lockstep.data", "../shared/data")),
                System.getProperty("lockstep.bench.collections", ""),
                DOCUMENTS);
        System.out.println(sample.origin());
        RestKnowledgeBase searched = RestKnowledgeBase.create(root, "searched", "en");
        ingest(
                searched,
                sample.documents()
                        .subList(0, Math.min(SEARCHED, sample.documents().size())));
        Searching searching = new Searching(searched, sample.queries());
        Searching.Times warmUp = searching.times(WARM_UPS);
        assertThat(warmUp.millis()).hasSize(WARM_UPS);

        Searching.Times alone = searching.times(SEARCHES);
        Measured ingestAlone = measure(sample.documents(), "ingest alone");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Searching.Times> beside = CompletableFuture.supplyAsync(() -> until(searching, over));
        Measured ingestBeside = measure(sample.documents(), "ingest beside searches");
        over.set(true);
        Searching.Times during = beside.get(1, TimeUnit.MINUTES);
        System.out.printf(
                "searches without an ingest: %s%nsearches beside it: %s%nratio of medians %.2f (target: 2), of p99 %.2f;"
                        + " documents a second alone %.1f, beside searches %.1f%n",
                alone,
                during,
                during.median() / alone.median(),
                during.quantile(0.99) / alone.quantile(0.99),
                ingestAlone.documentsASecond(),
                ingestBeside.documentsASecond());
    }

    private record Measured(double documentsASecond) {}

    private Measured measure(List<CollectionDocument> documents, String what) throws Exception {
        RestKnowledgeBase knowledgeBase = RestKnowledgeBase.create(root, "pipeline", "en");
        Timer texts =
                meters.get("lockstep.embedding.text").tag("lane", "documents").timer();
        long chunksBefore = texts.count();
        System.gc();
        long heapBefore = MemoryUse.heapNow();
        long residentBefore = MemoryUse.residentNow();
        double seconds;
        try (MemoryUse memory = MemoryUse.start();
                WhereTimeGoes time = WhereTimeGoes.start(postgres())) {
            long begun = System.nanoTime();
            ingest(knowledgeBase, documents);
            seconds = (System.nanoTime() - begun) / 1e9;
            long chunks = texts.count() - chunksBefore;
            System.out.printf(
                    "%s: %d documents (%d chunks) in %.1f s: %.1f documents, %.1f chunks a second; before it heap %d MB,"
                            + " resident %d MB; %s%nprocessor time:%n%s",
                    what,
                    documents.size(),
                    chunks,
                    seconds,
                    documents.size() / seconds,
                    chunks / seconds,
                    heapBefore >> 20,
                    residentBefore >> 20,
                    memory,
                    time.report());
        }
        return new Measured(documents.size() / seconds);
    }

    private ProcessHandle postgres() {
        long connection = stores.count("SELECT pg_backend_pid()::bigint");
        return ProcessHandle.of(connection).flatMap(ProcessHandle::parent).orElseThrow();
    }

    /** By a few clients at once, each with one document at a time. */
    private static void ingest(RestKnowledgeBase knowledgeBase, List<CollectionDocument> documents) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> working = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> {
                        for (int i = client; i < documents.size(); i += CLIENTS) {
                            assertThat(knowledgeBase.store(documents.get(i))).isEmpty();
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : working) {
                Object ignored = each.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static Searching.Times until(Searching searching, AtomicBoolean over) {
        try {
            return searching.until(over);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
