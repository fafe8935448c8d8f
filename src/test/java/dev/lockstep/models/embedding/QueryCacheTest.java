package dev.lockstep.models.embedding;

import dev.lockstep.domain.Overloaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Queries are embedded once, by each model, as long as there is room to remember them. */
class QueryCacheTest {

    private static final ModelId ONE = new ModelId("one");
    private static final ModelId OTHER = new ModelId("other");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger computed = new AtomicInteger();
    private final QueryCache cache = new QueryCache(100_000, meters);

    @Test
    void theSameQueryIsEmbeddedOnce() {
        float[] first = ask(cache, ONE, "where?");
        assertThat(ask(cache, ONE, "where?")).isEqualTo(first);
        assertThat(computed).hasValue(1);
        assertThat(counted("hit")).isEqualTo(1);
        assertThat(counted("miss")).isEqualTo(1);
    }

    @Test
    void anotherTextOrAnotherModelIsAnotherQuery() {
        float[] first = ask(cache, ONE, "where?");
        assertThat(ask(cache, ONE, "Where?")).isNotEqualTo(first);
        assertThat(ask(cache, OTHER, "where?")).isNotEqualTo(first);
        assertThat(computed).hasValue(3);
    }

    @Test
    void aFailureIsNotRemembered() {
        Uni<float[]> failing = cache.get(ONE, "where?", () -> Uni.createFrom()
                .failure(new Overloaded(dev.lockstep.domain.ErrorCode.OVERLOADED, "too much to read")));
        assertThatThrownBy(() -> failing.await().indefinitely()).isInstanceOf(Overloaded.class);
        assertThat(ask(cache, ONE, "where?")).isNotNull();
        assertThat(computed).hasValue(1);
    }

    @Test
    void manyQueriesDoNotOutgrowTheMemoryGivenToThem() {
        for (int i = 0; i < 1_000; i++) {
            float[] ignored = ask(cache, ONE, "query " + i);
        }
        for (int i = 0; i < 1_000; i++) {
            float[] ignored = ask(cache, ONE, "query " + i);
        }
        // 100,000 bytes have room for some 60 vectors of 384 floats.
        assertThat(counted("hit")).isLessThan(100);
    }

    @Test
    void withoutMemoryNothingIsRemembered() {
        QueryCache none = new QueryCache(0, meters);
        float[] first = ask(none, ONE, "where?");
        assertThat(ask(none, ONE, "where?")).isNotEqualTo(first);
    }

    private float[] ask(QueryCache asked, ModelId model, String query) {
        return asked.get(model, query, () -> Uni.createFrom().item(this::compute))
                .await()
                .indefinitely();
    }

    private float[] compute() {
        float[] vector = new float[384];
        vector[0] = computed.incrementAndGet();
        return vector;
    }

    private double counted(String result) {
        return meters.get("lockstep.embedding.query.cache")
                .tag("result", result)
                .counter()
                .count();
    }
}
