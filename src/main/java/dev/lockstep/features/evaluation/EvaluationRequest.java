package dev.lockstep.features.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as it was asked for. A value that is absent is as usual. It is kept as JSON while it is a job.
 *
 * @param modes hybrid, dense, lexical; all that the knowledge base has when absent
 * @param k how many of the first documents count
 * @param filter as it came
 * @param details whether the figures of each query are wanted, too
 */
public record EvaluationRequest(
        String knowledgeBase,
        @Nullable List<@Nullable JudgedQuery> queries,
        @Nullable List<@Nullable String> modes,
        @Nullable Integer k,
        @Nullable Map<String, Object> filter,
        boolean details) {

    public EvaluationRequest {
        queries = copy(queries);
        modes = copy(modes);
    }

    /**
     * A query with the documents that answer it.
     *
     * @param id by which the answer names it; its number, from 1, when absent
     */
    public record JudgedQuery(
            @Nullable String id,
            @Nullable String query,
            @Nullable List<@Nullable JudgedDocument> relevant) {

        public JudgedQuery {
            relevant = copy(relevant);
        }
    }

    /**
     * A document that was judged for a query, by one of its ids.
     *
     * @param grade how relevant it is, 0 for not at all; 1 when absent
     */
    public record JudgedDocument(
            @Nullable String externalId,
            @Nullable String documentId,
            @Nullable Integer grade) {}

    /** Copies a list that may hold nulls: the rules name them. */
    private static <T> @Nullable List<T> copy(@Nullable List<T> given) {
        return given == null ? null : Collections.unmodifiableList(new ArrayList<>(given));
    }
}
