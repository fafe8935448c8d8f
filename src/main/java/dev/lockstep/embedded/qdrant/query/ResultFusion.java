package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.Rrf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/**
 * Makes one list of several. In single precision and in the order of the lists, as Qdrant does, so that scores are the same to
 * the last bit. What a point carries besides its score is that of the first list it is in.
 */
sealed interface ResultFusion {
    /** The points of all lists, best first. */
    List<PointCandidate> fuse(List<List<PointCandidate>> sources);

    /** Whether a fused score passes a threshold; here the threshold itself does, in a search it doesn't. */
    static boolean passes(PointCandidate point, float threshold) {
        return point.score() >= threshold;
    }

    static ResultFusion of(io.qdrant.client.grpc.Points.Fusion fusion) {
        return switch (fusion) {
            case RRF -> new ReciprocalRank(ReciprocalRank.DEFAULT_K, List.of());
            case DBSF -> new Distribution();
            case UNRECOGNIZED -> throw ErrorStatus.invalid("invalid fusion type value");
        };
    }

    static ResultFusion of(Rrf rrf) {
        if (rrf.hasK() && rrf.getK() == 0) {
            throw ErrorStatus.invalid("k", "value 0 invalid, must be 1 or larger");
        }
        long k = rrf.hasK() ? Integer.toUnsignedLong(rrf.getK()) : ReciprocalRank.DEFAULT_K;
        return new ReciprocalRank(k, rrf.getWeightsList());
    }

    /** Adds up the scores that a point has in the lists. */
    private static List<PointCandidate> sum(Collection<PointCandidate> scored, Comparator<PointCandidate> order) {
        Map<BytesRef, PointCandidate> sums = new LinkedHashMap<>();
        for (PointCandidate point : scored) {
            sums.merge(point.key(), point, (first, next) -> first.withScore(first.score() + next.score()));
        }
        return sums.values().stream().sorted(order).toList();
    }

    /**
     * Scores a point by its place in each list, whatever its score there was.
     *
     * @param k the larger, the less the first places count for
     * @param weights one for each list, or none: all the same
     */
    record ReciprocalRank(long k, List<Float> weights) implements ResultFusion {
        static final long DEFAULT_K = 2;

        public ReciprocalRank {
            weights = List.copyOf(weights);
        }

        @Override
        public List<PointCandidate> fuse(List<List<PointCandidate>> sources) {
            if (!weights.isEmpty() && weights.size() != sources.size()) {
                throw ErrorStatus.badInput(
                        "Validation failed: Number of weights in RRF should match number of pre-fetches:"
                                + " got %d, expected %d".formatted(weights.size(), sources.size()));
            }
            List<PointCandidate> scored = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                float weight = weights.isEmpty() ? 1 : weights.get(i);
                int rank = 0;
                for (PointCandidate point : sources.get(i)) {
                    scored.add(point.withScore(score(rank++, weight)));
                }
            }
            return sum(scored, PointCandidate.byScore());
        }

        /** {@code 1 / (rank + k)} if all lists weigh the same; a list that weighs three has its places three times as close. */
        private float score(int rank, float weight) {
            return weight <= 0 ? 0 : 1f / ((rank + 1) / weight + k - 1f);
        }
    }

    /** Brings the scores of each list to a common scale: 0 and 1 are three standard deviations from their mean. */
    record Distribution() implements ResultFusion {
        private static final float MIDDLE = 0.5f;
        private static final float DEVIATIONS = 3;

        @Override
        public List<PointCandidate> fuse(List<List<PointCandidate>> sources) {
            List<PointCandidate> scored = new ArrayList<>();
            sources.forEach(source -> scored.addAll(scaled(source)));
            return sum(scored, PointCandidate.byOrderThenScore());
        }

        private static List<PointCandidate> scaled(List<PointCandidate> points) {
            float mean = 0;
            float squares = 0;
            int count = 0;
            // Welford's way: one pass, without the differences of large sums.
            for (PointCandidate point : points) {
                count++;
                float before = point.score() - mean;
                mean += before / count;
                squares += before * (point.score() - mean);
            }
            float deviation = count < 2 ? 0 : (float) Math.sqrt(squares / (count - 1f));
            float low = mean - DEVIATIONS * deviation;
            float high = mean + DEVIATIONS * deviation;
            boolean alike = count < 2 || low == high;
            return points.stream()
                    .map(point -> point.withScore(alike ? MIDDLE : (point.score() - low) / (high - low)))
                    .toList();
        }
    }
}
