package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.engine.buffer.PointBlock;
import dev.lockstep.stores.points.TermStatistics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weighs the terms of a query as Qdrant does, for scoring what Qdrant does not show yet: buffered points then have the
 * scores that they will have in Qdrant, as far as is known.
 *
 * <p>It is exact except for the age of the answer, which is {@link #KEPT} at most, and for the buffered points
 * themselves, which the collection does not count yet. A term that only buffered points have is counted in these.
 */
@ApplicationScoped
public class Rarity {

    private static final Duration KEPT = Duration.ofSeconds(2);

    /**
     * The most terms of all collections that are remembered, and the most collections; beyond it, all are forgotten.
     */
    private static final int MAX_REMEMBERED = 100_000;

    /** Among so many points the rarity of a term tells something. */
    private static final long MANY = 120;

    private static final float USUAL = 4;

    /** Keeps what divides by it from growing without bounds. */
    private static final float LEAST = 0.1f;

    private final TermStatistics statistics;
    private final ScanThreads threads;
    private final Map<Term, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Size> sizes = new ConcurrentHashMap<>();

    Rarity(TermStatistics statistics, ScanThreads threads) {
        this.statistics = statistics;
        this.threads = threads;
    }

    private record Term(String collection, int index) {}

    /**
     * @param factor empty for a term that the collection does not have
     * @param until a value of {@link System#nanoTime()}
     */
    private record Known(Optional<Float> factor, long until) {}

    /** @param until as of {@link Known} */
    private record Size(long points, long until) {}

    private static boolean isFresh(long until) {
        return System.nanoTime() - until < 0;
    }

    private static long keptUntil() {
        return System.nanoTime() + KEPT.toNanos();
    }

    /** Multiplies each value of a query by the rarity of its term. It fails only when the point store does. */
    public Uni<SparseVector> weigh(
            String collection, SparseVector query, List<BufferedPart> buffered, Deadline deadline) {
        return learn(collection, query, deadline)
                .chain(factors -> factors.size() == query.size()
                        ? Uni.createFrom().item(factors)
                        : estimateRest(collection, query, factors, buffered, deadline))
                .map(factors -> weigh(query, factors));
    }

    /**
     * Sums the rarity of all terms of a query. Among few points no term is rare: there the sum is less, by as much as the rarest that there
     * can be is less rare than among {@link #MANY}.
     */
    public Uni<Float> mass(String collection, SparseVector query, Deadline deadline) {
        return Uni.combine()
                .all()
                .unis(weigh(collection, query, List.of(), deadline), points(collection, deadline))
                .with(Rarity::mass);
    }

    /**
     * Says by how much the rarest words score higher among so many points than among {@link #MANY}: the best of more points scores as much more
     * by chance.
     */
    public Uni<Double> crowding(String collection, Deadline deadline) {
        return points(collection, deadline).map(points -> Math.sqrt(Math.max(1, idf(points, 0) / idf(MANY, 0))));
    }

    /** The same of words that are neither rare nor common, where it can't be found out. */
    public static float usualMass(SparseVector query) {
        return Math.max(LEAST, USUAL * sum(query));
    }

    private static float sum(SparseVector vector) {
        float sum = 0;
        for (float value : vector.values()) {
            sum += value;
        }
        return sum;
    }

    static float mass(SparseVector weighed, long points) {
        float sum = sum(weighed);
        float share = Math.min(1, idf(points, 0) / idf(MANY, 0));
        return Math.max(LEAST, sum * share);
    }

    private Uni<Map<Integer, Float>> learn(String collection, SparseVector query, Deadline deadline) {
        Map<Integer, Float> factors = new HashMap<>();
        List<Integer> unknown = new ArrayList<>();
        for (int index : query.indices()) {
            Known term = known.get(new Term(collection, index));
            if (term == null || !isFresh(term.until())) {
                unknown.add(index);
            } else {
                term.factor().ifPresent(factor -> factors.put(index, factor));
            }
        }
        return unknown.isEmpty()
                ? Uni.createFrom().item(factors)
                : statistics
                        .rarity(collection, unknown, deadline)
                        .invoke(learnt -> remember(collection, unknown, learnt))
                        .invoke(factors::putAll)
                        .replaceWith(factors);
    }

    private void remember(String collection, List<Integer> asked, Map<Integer, Float> learnt) {
        if (known.size() + asked.size() > MAX_REMEMBERED) {
            known.clear();
        }
        long until = keptUntil();
        asked.forEach(index ->
                known.put(new Term(collection, index), new Known(Optional.ofNullable(learnt.get(index)), until)));
    }

    /** Estimates the rarity of the terms that the collection does not have. */
    private Uni<Map<Integer, Float>> estimateRest(
            String collection,
            SparseVector query,
            Map<Integer, Float> factors,
            List<BufferedPart> buffered,
            Deadline deadline) {
        List<Integer> rest = new ArrayList<>();
        for (int index : query.indices()) {
            if (!factors.containsKey(index)) {
                rest.add(index);
            }
        }
        int size = BufferScans.size(buffered);
        return Uni.combine()
                .all()
                .unis(points(collection, deadline), threads.run(size, () -> holders(rest, buffered)))
                .with((indexed, holders) -> {
                    holders.forEach((index, having) -> factors.put(index, idf(indexed + size, having)));
                    return factors;
                });
    }

    private Uni<Long> points(String collection, Deadline deadline) {
        Size known = sizes.get(collection);
        return known != null && isFresh(known.until())
                ? Uni.createFrom().item(known.points())
                : statistics.size(collection, deadline).invoke(points -> {
                    if (sizes.size() >= MAX_REMEMBERED) {
                        sizes.clear();
                    }
                    sizes.put(collection, new Size(points, keptUntil()));
                });
    }

    private static Map<Integer, Long> holders(List<Integer> terms, List<BufferedPart> buffered) {
        Map<Integer, Long> holders = new HashMap<>();
        for (int term : terms) {
            long having = 0;
            for (BufferedPart part : buffered) {
                for (PointBlock block : part.blocks()) {
                    having += block.terms().holders(term);
                }
            }
            holders.put(term, having);
        }
        return holders;
    }

    private static SparseVector weigh(SparseVector query, Map<Integer, Float> factors) {
        float[] values = new float[query.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = query.values()[i] * factors.get(query.indices()[i]);
        }
        return new SparseVector(query.indices(), values);
    }

    /**
     * Returns the rarity of a term as Qdrant has it for sparse vectors with the modifier IDF.
     *
     * @param all points of the collection
     * @param holders those of them that have the term
     */
    public static float idf(long all, long holders) {
        return (float) Math.log((all - holders + 0.5) / (holders + 0.5) + 1);
    }
}
