package dev.lockstep.bench;

import dev.lockstep.domain.Caller;
import dev.lockstep.features.search.Search;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.lockstep.bench.OnContext.await;

/** How the time of a search grows with the knowledge base. */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchGrowthBench {

    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int SEARCHES = 1_000;

    @Inject
    Library library;

    @Inject
    Search search;

    @Test
    void fromAThousandChunksToAHundredThousand() throws Exception {
        Api api = Api.newKnowledgeBase();
        int stored = 0;
        for (int size : SIZES) {
            long begun = System.nanoTime();
            library.add(api, size - stored);
            System.out.printf(
                    "%,d chunks: %,d written and settled in %.0f s%n",
                    size, size - stored, (System.nanoTime() - begun) / 1e9);
            stored = size;
            for (String mode : List.of("dense", "lexical", "hybrid")) {
                System.out.printf("%s search of %,d chunks, ms (p95): %s%n", mode, size, measure(api, mode));
            }
        }
    }

    private StageTimes measure(Api api, String mode) throws Exception {
        StageTimes times = new StageTimes();
        List<String> queries = library.queries(200);
        for (int i = 0; i < SEARCHES; i++) {
            String query = queries.get(i % queries.size());
            times.add(await(() -> search.search(Caller.LOCAL, StageTimes.request(api, query, mode))));
        }
        return times;
    }
}
