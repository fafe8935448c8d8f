package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import java.util.Comparator;

/** A point that a leg has found. */
record Candidate(PointId id, KnowledgeBaseId scope, float score, HitSource source) {

    /** Equal scores come in the order of ids, as everywhere. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.score())
            .thenComparing(Candidate::id);
}
