package dev.lockstep.bench;

import dev.lockstep.catalog.KnowledgeBases;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Tenant;
import dev.lockstep.embedding.EmbeddingModels;
import dev.lockstep.ingestion.ReadyDocuments;
import dev.lockstep.points.PointStore;
import dev.lockstep.retrieval.Search;
import dev.lockstep.retrieval.SearchRequest;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.lockstep.bench.OnContext.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What a search costs over embedding its query and asking Qdrant alone. */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchBench {

    private static final int DOCUMENTS = 500;
    private static final int LIMIT = 10;
    private static final List<String> QUERIES = List.of(
            "how long is parental leave?",
            "what similarity laws must be obeyed when constructing models of heated aircraft",
            "who decides on the budget of a project",
            "measurement of dielectric constant of liquids by the use of microwave techniques",
            "can I take a sabbatical after five years");

    @Inject
    ReadyDocuments documents;

    @Inject
    KnowledgeBases knowledgeBases;

    @Inject
    EmbeddingModels models;

    @Inject
    PointStore points;

    @Inject
    Search search;

    @Inject
    StoreInspector stores;

    @Test
    void searchAgainstEmbeddingAndAskingQdrant() throws Exception {
        Api api = Api.newKnowledgeBase();
        KnowledgeBase knowledgeBase = await(() -> knowledgeBases.require(Tenant.DEFAULT, api.name()));
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < DOCUMENTS; i++) {
            await(() -> documents.transactionally(knowledgeBase, ReadyDocuments.make(10, random)));
        }
        Eventually.holds(() -> assertThat(stores.states(api.id())).containsExactly("SETTLED"));

        Alternating medians = Alternating.measure(
                100,
                1_000,
                round -> whole(api, QUERIES.get(round % QUERIES.size())),
                round -> parts(knowledgeBase, QUERIES.get(round % QUERIES.size())));
        System.out.printf(
                "search of %d chunks, median of 1,000: whole search %.2f ms, query embedding plus Qdrant alone %.2f ms,"
                        + " ratio %.2f (target: at most 1.5)%n",
                DOCUMENTS * 10, medians.ours(), medians.theirs(), medians.ratio());
    }

    private void whole(Api api, String query) throws Exception {
        int hits = await(() -> search.search(Tenant.DEFAULT, SearchRequest.of(api.name(), query)))
                .hits()
                .size();
        assertThat(hits).isEqualTo(LIMIT);
    }

    private void parts(KnowledgeBase knowledgeBase, String query) throws Exception {
        int found = await(() -> models.defaultModel()
                        .embedQuery(query)
                        .chain(vector -> points.nearest(
                                knowledgeBase.collection(),
                                knowledgeBase.id(),
                                new Embedding(vector),
                                Filter.ALL,
                                LIMIT,
                                null,
                                Deadline.in(Duration.ofSeconds(10)))))
                .size();
        assertThat(found).isEqualTo(LIMIT);
    }
}
