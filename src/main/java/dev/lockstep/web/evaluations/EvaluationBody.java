package dev.lockstep.web.evaluations;

import dev.lockstep.features.evaluation.EvaluationRequest;
import dev.lockstep.features.evaluation.EvaluationRequest.JudgedDocument;
import dev.lockstep.features.evaluation.EvaluationRequest.JudgedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Judged queries, and how they are asked. */
public record EvaluationBody(
        @Schema(
                description = "1 to 1,000 (lockstep.evaluations.max-queries)",
                required = true,
                minItems = 1,
                maxItems = 1000)
        @Nullable
        List<@Nullable JudgedQueryBody> queries,

        @Schema(
                description = "Some of hybrid, dense and lexical; all of them when left out",
                examples = "[\"hybrid\", \"lexical\"]",
                minItems = 1)
        @Nullable
        List<@Nullable String> modes,

        @Schema(
                description = "How many of the first documents count, 1 to 100",
                defaultValue = "10",
                minimum = "1",
                maximum = "100")
        @Nullable
        Integer k,

        @Schema(
                description = "Conditions on metadata, as in a search",
                examples = "{\"year\": {\"$gte\": 2025}}",
                ref = "Filter")
        @Nullable
        Map<String, Object> filter,

        @Schema(description = "Give the figures of each query too, and where its judged documents came") @Nullable
        Boolean details) {

    /** A query with the documents that answer it. */
    public record JudgedQueryBody(
            @Schema(
                    description = "By which the answer names it; its number when left out",
                    examples = "q1",
                    ref = "Line")
            @Nullable
            String id,

            @Schema(examples = "how long is parental leave?", required = true, ref = "Text") @Nullable
            String query,

            @Schema(
                    description = "Documents that were judged: at least one with a grade above 0",
                    required = true,
                    minItems = 1,
                    maxItems = 500)
            @Nullable
            List<@Nullable JudgedDocumentBody> relevant) {

        private JudgedQuery judged() {
            return new JudgedQuery(id, query, each(relevant, JudgedDocumentBody::judged));
        }
    }

    /** A document, by either of its ids. */
    public record JudgedDocumentBody(
            @Schema(examples = "handbook/leave", ref = "Text") @Nullable
            String externalId,

            @Schema(format = "uuid") @Nullable String documentId,

            @Schema(
                    description = "How well it answers the query, 0 (not at all) to 100",
                    defaultValue = "1",
                    minimum = "0",
                    maximum = "100")
            @Nullable
            Integer grade) {

        private JudgedDocument judged() {
            return new JudgedDocument(externalId, documentId, grade);
        }
    }

    EvaluationRequest request(String knowledgeBase) {
        return new EvaluationRequest(
                knowledgeBase, each(queries, JudgedQueryBody::judged), modes, k, filter, Boolean.TRUE.equals(details));
    }

    private static <S, T> @Nullable List<@Nullable T> each(@Nullable List<@Nullable S> all, Function<S, T> change) {
        if (all == null) {
            return null;
        }
        List<@Nullable T> changed = new ArrayList<>(all.size());
        for (S one : all) {
            changed.add(one == null ? null : change.apply(one));
        }
        return changed;
    }
}
