package dev.lockstep.features.search;

import dev.lockstep.domain.PointId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one order out of several, by reciprocal rank: a leg that has a point at rank r, counted from 1, adds {@code weight / (k + r)} to
 * its score (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", 2009). Ranks can be added where scores can't: a cosine and a BM25
 * score have no common scale.
 *
 * @param k how little the first ranks stand out from those that follow
 */
record Fusion(double k, double denseWeight, double lexicalWeight) {

    private double weight(LegName leg) {
        return switch (leg) {
            case DENSE -> denseWeight;
            case LEXICAL -> lexicalWeight;
        };
    }

    /** Fuses the rankings, best first. */
    List<RankedPoint> fuse(Rankings rankings) {
        Map<PointId, Candidate> seen = new HashMap<>();
        Map<PointId, Map<LegName, Place>> places = new HashMap<>();
        rankings.legs().forEach((leg, candidates) -> {
            int rank = 0;
            for (Candidate candidate : candidates) {
                rank++;
                seen.putIfAbsent(candidate.id(), candidate);
                places.computeIfAbsent(candidate.id(), id -> new EnumMap<>(LegName.class))
                        .put(
                                leg,
                                new Place(
                                        rank,
                                        candidate.score(),
                                        candidate.source(),
                                        weight(leg),
                                        weight(leg) / (k + rank)));
            }
        });
        List<RankedPoint> fused = new ArrayList<>(seen.size());
        seen.forEach((id, candidate) ->
                fused.add(new RankedPoint(id, candidate.scope(), sum(places.get(id)), places.get(id))));
        fused.sort(RankedPoint.BEST_FIRST);
        return fused;
    }

    private static float sum(Map<LegName, Place> places) {
        return (float) places.values().stream().mapToDouble(Place::contribution).sum();
    }

    /** The most that a point gets which no leg has at this rank or before. */
    double atMost(int rank) {
        return (denseWeight + lexicalWeight) / (k + rank);
    }

    /** Keeps the order of the only leg there is. */
    static List<RankedPoint> keep(Rankings rankings) {
        List<RankedPoint> ranked = new ArrayList<>();
        rankings.legs().forEach((leg, candidates) -> {
            int rank = 0;
            for (Candidate candidate : candidates) {
                rank++;
                Place place = new Place(rank, candidate.score(), candidate.source(), 1, candidate.score());
                ranked.add(new RankedPoint(candidate.id(), candidate.scope(), candidate.score(), Map.of(leg, place)));
            }
        });
        return ranked;
    }
}
