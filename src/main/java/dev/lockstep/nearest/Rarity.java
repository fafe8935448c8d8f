package dev.lockstep.nearest;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.points.TermStatistics;
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
 * Weighs the terms of a query as Qdrant does, for scoring what Qdrant does not show yet: buffered points then have the scores that
 * they will have in Qdrant, as far as is known.
 *
 * <p>Exact but for the age of the answer, of {@link #KEPT} at most, and for the buffered points themselves, which the collection
 * does not count yet. A term that only buffered points have is counted in these.
 */
@ApplicationScoped
public class Rarity {

    private static final Duration KEPT = Duration.ofSeconds(2);

    /** Terms of all collections that are remembered; beyond, all are forgotten. */
    private static final int MAX_REMEMBERED = 100_000;

    private final TermStatistics statistics;
    private final Map<Term, Known> known = new ConcurrentHashMap<>();

    Rarity(TermStatistics statistics) {
        this.statistics = statistics;
    }

    private record Term(String collection, int index) {}

    /**
     * @param factor empty for a term that the collection does not have
     * @param until a value of {@link System#nanoTime()}
     */
    private record Known(Optional<Float> factor, long until) {
        boolean fresh() {
            return System.nanoTime() - until < 0;
        }
    }

    /** The query with each value multiplied by the rarity of its term. Fails only as the point store does. */
    public Uni<SparseVector> weigh(
            String collection, SparseVector query, List<List<Point>> buffered, Deadline deadline) {
        return learn(collection, query, deadline)
                .chain(factors -> lacksAny(query, factors)
                        ? statistics.size(collection, deadline).map(indexed -> weigh(query, factors, indexed, buffered))
                        : Uni.createFrom().item(weigh(query, factors, 0, buffered)));
    }

    private Uni<Map<Integer, Float>> learn(String collection, SparseVector query, Deadline deadline) {
        Map<Integer, Float> factors = new HashMap<>();
        List<Integer> unknown = new ArrayList<>();
        for (int index : query.indices()) {
            Known term = known.get(new Term(collection, index));
            if (term == null || !term.fresh()) {
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
        long until = System.nanoTime() + KEPT.toNanos();
        asked.forEach(index ->
                known.put(new Term(collection, index), new Known(Optional.ofNullable(learnt.get(index)), until)));
    }

    private static boolean lacksAny(SparseVector query, Map<Integer, Float> factors) {
        return factors.size() < query.size();
    }

    private static SparseVector weigh(
            SparseVector query, Map<Integer, Float> factors, long indexed, List<List<Point>> buffered) {
        long all = indexed + buffered.stream().mapToLong(List::size).sum();
        float[] values = new float[query.size()];
        for (int i = 0; i < values.length; i++) {
            int index = query.indices()[i];
            Float factor = factors.get(index);
            values[i] = query.values()[i] * (factor == null ? idf(all, holders(index, buffered)) : factor);
        }
        return new SparseVector(query.indices(), values);
    }

    private static long holders(int index, List<List<Point>> buffered) {
        return buffered.stream()
                .flatMap(List::stream)
                .filter(point -> point.lexical().at(index) != 0)
                .count();
    }

    /**
     * As Qdrant has it for sparse vectors with the modifier IDF.
     *
     * @param all points of the collection
     * @param holders those of them that have the term
     */
    public static float idf(long all, long holders) {
        return (float) Math.log((all - holders + 0.5) / (holders + 0.5) + 1);
    }
}
