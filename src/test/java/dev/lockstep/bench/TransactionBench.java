package dev.lockstep.bench;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.features.documents.ReadyDocuments;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.lockstep.bench.OnContext.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What the protection costs: stage, upsert and commit against a naive dual write to the same two stores. */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class TransactionBench {

    private static final int CHUNKS = 1_000;
    private static final int CHUNKS_A_DOCUMENT = 10;

    @Inject
    ReadyDocuments documents;

    @Inject
    KnowledgeBases knowledgeBases;

    @Inject
    StoreInspector stores;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aThousandChunksInDocumentsOfTen() throws Exception {
        compare(1);
        compare(8);
    }

    private void compare(int inFlight) throws Exception {
        Api safeApi = Api.newKnowledgeBase();
        KnowledgeBase safe = find(safeApi);
        KnowledgeBase naive = find(Api.newKnowledgeBase());
        int warmUps = 3;
        int rounds = 11;
        Alternating medians = Alternating.measure(
                warmUps,
                rounds,
                round -> write(inFlight, content -> documents.transactionally(safe, content)),
                round -> write(inFlight, content -> documents.naively(naive, content)));
        System.out.printf(
                "transaction part, %d chunks in documents of %d, %d in flight, median of %d: unit of work %.0f ms,"
                        + " naive dual write %.0f ms, ratio %.2f (target: at most 2)%n",
                CHUNKS, CHUNKS_A_DOCUMENT, inFlight, rounds, medians.ours(), medians.theirs(), medians.ratio());
        assertThat(stores.liveChunks(safeApi)).hasSize(CHUNKS * (warmUps + rounds));
    }

    private void write(int inFlight, Function<VersionContent, Uni<Void>> way) throws Exception {
        List<VersionContent> all = IntStream.range(0, CHUNKS / CHUNKS_A_DOCUMENT)
                .mapToObj(i -> ReadyDocuments.make(CHUNKS_A_DOCUMENT, random))
                .toList();
        await(() -> Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(way::apply)
                .merge(inFlight)
                .collect()
                .last());
    }

    @Test
    void aHundredChunksInOneUnitOfWork() throws Exception {
        KnowledgeBase safe = find(Api.newKnowledgeBase());
        KnowledgeBase naive = find(Api.newKnowledgeBase());
        Alternating medians = Alternating.measure(
                5,
                21,
                round -> await(() -> documents.transactionally(safe, ReadyDocuments.make(100, random))),
                round -> await(() -> documents.naively(naive, ReadyDocuments.make(100, random))));
        System.out.printf(
                "100 chunks in one unit of work, median of 21: %.1f ms, naive %.1f ms, ratio %.2f (target: well under"
                        + " 5,000 ms)%n",
                medians.ours(), medians.theirs(), medians.ratio());
        assertThat(medians.ours()).isPositive();
    }

    private KnowledgeBase find(Api api) throws Exception {
        return await(() -> knowledgeBases.require(Caller.LOCAL, api.name()));
    }
}
