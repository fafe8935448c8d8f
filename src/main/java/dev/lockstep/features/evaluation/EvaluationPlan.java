package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Filter;
import dev.lockstep.features.search.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation that can be carried out.
 *
 * @param modes empty for all that the knowledge base has
 * @param depth how many documents each search brings, at least k
 */
record EvaluationPlan(
        String knowledgeBase,
        List<PlannedQuery> queries,
        List<Mode> modes,
        int k,
        int depth,
        Filter filter,
        boolean details) {

    EvaluationPlan {
        queries = List.copyOf(queries);
        modes = List.copyOf(modes);
    }

    /** A query with its judgements. */
    record PlannedQuery(String id, String text, List<Judged> judged) {
        PlannedQuery {
            judged = List.copyOf(judged);
        }
    }

    /** A judged document by the one id that was given. */
    record Judged(@Nullable String externalId, @Nullable DocumentId documentId, int grade) {}
}
