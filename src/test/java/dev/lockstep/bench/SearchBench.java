package dev.lockstep.bench;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.features.search.Search;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.text.lexical.Analysis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.lockstep.bench.OnContext.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What a search costs over embedding its query and asking the same Qdrant for the same legs. */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchBench {

    private static final int LIMIT = 10;
    private static final int WARM_UPS = 200;
    private static final int ROUNDS = 1_000;

    @Inject
    Library library;

    @Inject
    EmbeddingModels models;

    @Inject
    PointStore points;

    @Inject
    Analysis analysis;

    @Inject
    SearchSettings settings;

    @Inject
    Search search;

    @Test
    void searchAgainstEmbeddingAndAskingQdrant() throws Exception {
        Api api = Api.newKnowledgeBase();
        library.add(api, 10_000);
        compare(api, "nothing");
        library.addUnsettled(api, 10_000);
        compare(api, "10,000 points");
    }

    private void compare(Api api, String buffered) throws Exception {
        KnowledgeBase knowledgeBase = library.find(api);
        List<String> queries = library.queries(200);
        for (String mode : List.of("dense", "lexical", "hybrid")) {
            StageTimes stages = new StageTimes();
            Alternating medians = Alternating.measure(
                    WARM_UPS,
                    ROUNDS,
                    round -> stages.add(await(() -> search.search(
                            Caller.LOCAL, StageTimes.request(api, queries.get(round % queries.size()), mode)))),
                    round -> direct(knowledgeBase, queries.get(round % queries.size()), mode));
            System.out.printf(
                    "%s search of 10,000 chunks, the write buffer has %s, median of %d: %.2f ms, query embedding plus"
                            + " the same of Qdrant %.2f ms, ratio %.2f, difference %.2f ms (target: 1.3, or 3 ms)%n%s%n",
                    mode,
                    buffered,
                    ROUNDS,
                    medians.ours(),
                    medians.theirs(),
                    medians.ratio(),
                    medians.ours() - medians.theirs(),
                    stages);
        }
    }

    private void direct(KnowledgeBase knowledgeBase, String query, String mode) throws Exception {
        int depth = mode.equals("hybrid") ? settings.legDepth() : LIMIT;
        int found = await(() -> legs(query, mode)
                        .chain(legs -> points.nearest(
                                knowledgeBase.collection(),
                                knowledgeBase.id().scope(),
                                legs,
                                Filter.ALL,
                                depth,
                                null,
                                Deadline.in(Duration.ofSeconds(10)))))
                .size();
        assertThat(found).isPositive();
    }

    private Uni<List<Leg>> legs(String query, String mode) {
        List<Leg> legs = new ArrayList<>();
        if (!mode.equals("dense")) {
            legs.add(new Leg.Lexical(analysis.query("en", query).vector()));
        }
        return mode.equals("lexical")
                ? Uni.createFrom().item(legs)
                : models.defaultModel().embedQuery(query).map(vector -> {
                    legs.add(0, new Leg.Dense(new Embedding(vector)));
                    return legs;
                });
    }
}
