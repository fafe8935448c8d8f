package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes one order out of several: each leg adds what it says of a point, its {@link Evidence}, times its weight.
 *
 * <p>Whoever gives a {@code k} gets reciprocal ranks in its place: a leg that has a point at rank r, counted from 1, adds
 * {@code weight / (k + r)} (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", 2009). These say nothing of how well a point fits, so a
 * leg that guesses counts as much as one that knows.
 *
 * @param k how little the first ranks stand out from those that follow; null for evidence
 */
record Fusion(@Nullable Double k, Map<KnowledgeBaseId, Scale> scales) {

    Fusion {
        scales = Map.copyOf(scales);
    }

    private Scale scale(KnowledgeBaseId knowledgeBase) {
        return Objects.requireNonNull(scales.get(knowledgeBase));
    }

    /** Fuses the rankings, best first. The only leg keeps its order. */
    List<RankedPoint> fuse(Rankings rankings) {
        Map<PointId, Candidate> seen = new HashMap<>();
        Map<PointId, Map<LegName, Place>> places = new HashMap<>();
        rankings.legs().forEach((leg, candidates) -> {
            double[] evidence = evidence(rankings, leg);
            for (int i = 0; i < evidence.length; i++) {
                Candidate candidate = candidates.get(i);
                seen.putIfAbsent(candidate.id(), candidate);
                places.computeIfAbsent(candidate.id(), id -> new EnumMap<>(LegName.class))
                        .put(leg, place(leg, candidate, i + 1, evidence[i]));
            }
        });
        Map<KnowledgeBaseId, Relevance> relevance = relevance(rankings);
        List<RankedPoint> fused = new ArrayList<>(seen.size());
        seen.forEach((id, candidate) -> fused.add(ranked(candidate, places.get(id), relevance)));
        fused.sort(RankedPoint.BEST_FIRST);
        return fused;
    }

    private double[] evidence(Rankings rankings, LegName leg) {
        List<Candidate> found = rankings.leg(leg);
        return switch (leg) {
            case DENSE ->
                Evidence.ofMeaning(found, candidate -> scale(candidate.scope()).usual());
            case LEXICAL ->
                found.stream()
                        .mapToDouble(candidate -> Evidence.ofWords(candidate.score(), rankings.mass(candidate.scope())))
                        .toArray();
        };
    }

    /** The most that a leg can say of a point which it has not found yet. */
    private double evidenceAtMost(Rankings rankings, LegName leg) {
        double[] evidence = evidence(rankings, leg);
        if (evidence.length == 0) {
            return 0;
        }
        float last = rankings.leg(leg).get(evidence.length - 1).score();
        return switch (leg) {
            case DENSE -> evidence[evidence.length - 1];
            case LEXICAL ->
                scales.keySet().stream()
                        .mapToDouble(scope -> Evidence.ofWords(last, rankings.mass(scope)))
                        .max()
                        .orElse(0);
        };
    }

    private Place place(LegName leg, Candidate candidate, int rank, double evidence) {
        double weight = scale(candidate.scope()).weight(leg);
        double contribution = k == null ? weight * evidence : weight / (k + rank);
        return new Place(rank, candidate.score(), candidate.source(), evidence, weight, contribution);
    }

    /** How relevance is told in each knowledge base by the legs that have answered. */
    private Map<KnowledgeBaseId, Relevance> relevance(Rankings rankings) {
        Map<KnowledgeBaseId, Relevance> relevance = new HashMap<>();
        scales.forEach((id, scale) ->
                relevance.put(id, scale.relevance().answeredBy(rankings.legs().keySet())));
        return relevance;
    }

    private static RankedPoint ranked(
            Candidate candidate, Map<LegName, Place> places, Map<KnowledgeBaseId, Relevance> relevance) {
        double sum = places.values().stream().mapToDouble(Place::contribution).sum();
        double told = Objects.requireNonNull(relevance.get(candidate.scope())).of(places);
        return new RankedPoint(candidate.id(), candidate.scope(), (float) sum, (float) told, places);
    }

    /** Keeps the order of the only leg there is. */
    List<RankedPoint> keep(Rankings rankings) {
        Map<KnowledgeBaseId, Relevance> relevance = relevance(rankings);
        List<RankedPoint> ranked = new ArrayList<>();
        rankings.legs().forEach((leg, candidates) -> {
            double[] evidence = evidence(rankings, leg);
            for (int i = 0; i < evidence.length; i++) {
                Candidate candidate = candidates.get(i);
                Place place =
                        new Place(i + 1, candidate.score(), candidate.source(), evidence[i], 1, candidate.score());
                ranked.add(ranked(candidate, Map.of(leg, place), relevance));
            }
        });
        return ranked;
    }

    /** The most that a point gets which no leg has found yet. */
    double atMost(Rankings rankings) {
        return scales.values().stream()
                .mapToDouble(scale -> rankings.legs().keySet().stream()
                        .mapToDouble(leg -> scale.weight(leg)
                                * (k == null
                                        ? evidenceAtMost(rankings, leg)
                                        : 1 / (k + rankings.leg(leg).size() + 1)))
                        .sum())
                .max()
                .orElse(0);
    }

    /** The highest relevance of a point which no leg has found yet. */
    double relevanceAtMost(Rankings rankings) {
        double meaning = evidenceAtMost(rankings, LegName.DENSE);
        double words = evidenceAtMost(rankings, LegName.LEXICAL);
        return relevance(rankings).values().stream()
                .mapToDouble(relevance -> relevance.of(meaning, words))
                .max()
                .orElse(0);
    }
}
