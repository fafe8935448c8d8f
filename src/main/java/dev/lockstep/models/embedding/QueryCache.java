package dev.lockstep.models.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Keeps the vectors of queries that were asked before, of all models, within a share of memory. Queries that are asked often stay; a
 * vector depends on nothing but the model and the text, so it never gets old.
 */
final class QueryCache {

    /** An entry takes about so many bytes beside its text and its vector. */
    private static final int OVERHEAD = 120;

    private final Cache<Key, float[]> vectors;
    private final Counter hits;
    private final Counter misses;

    /** @param bytes of memory, about; 0 keeps nothing */
    QueryCache(long bytes, MeterRegistry registry) {
        vectors = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher(QueryCache::bytes)
                .executor(Runnable::run)
                .build();
        hits = counter("hit", registry);
        misses = counter("miss", registry);
    }

    private record Key(ModelId model, String text) {}

    private static Counter counter(String result, MeterRegistry registry) {
        return Counter.builder("lockstep.embedding.query.cache")
                .description("Queries whose vector was known (hit) or had to be computed (miss)")
                .tag("result", result)
                .register(registry);
    }

    private static int bytes(Key key, float[] vector) {
        return OVERHEAD + 2 * key.text().length() + Float.BYTES * vector.length;
    }

    /** Returns the vector if it is known, else computes it. A failure is not kept. */
    Uni<float[]> get(ModelId model, String text, Supplier<Uni<float[]>> compute) {
        Key key = new Key(model, text);
        return Uni.createFrom().deferred(() -> {
            float[] known = vectors.getIfPresent(key);
            if (known != null) {
                hits.increment();
                return Uni.createFrom().item(known);
            }
            misses.increment();
            return compute.get().invoke(vector -> vectors.put(key, vector));
        });
    }
}
