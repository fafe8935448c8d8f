package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.evaluation.EvaluationPlan.Judged;
import dev.lockstep.features.evaluation.EvaluationPlan.PlannedQuery;
import dev.lockstep.features.evaluation.EvaluationResult.MissingDocument;
import dev.lockstep.stores.catalog.documents.DocumentLookup.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was judged, as far as it is there. A judgement of a document that is not there would only lower the figures, so it is named
 * instead.
 *
 * @param queries those of which a relevant document is there
 * @param externalIds of the judged documents that have one
 */
record Judgements(List<JudgedText> queries, List<MissingDocument> missing, Map<DocumentId, String> externalIds) {

    Judgements {
        queries = List.copyOf(queries);
        missing = List.copyOf(missing);
        externalIds = Map.copyOf(externalIds);
    }

    /** A query with the grades of documents that are there. */
    record JudgedText(String id, String text, Map<DocumentId, Integer> grades) {}

    static Judgements of(List<PlannedQuery> planned, List<Named> live) {
        Map<DocumentId, String> externalIds = new HashMap<>();
        Map<String, DocumentId> byExternalId = new HashMap<>();
        Map<DocumentId, DocumentId> byId = new HashMap<>();
        for (Named document : live) {
            byId.put(document.id(), document.id());
            if (document.externalId() != null) {
                externalIds.put(document.id(), document.externalId());
                byExternalId.put(document.externalId(), document.id());
            }
        }
        List<JudgedText> queries = new ArrayList<>();
        List<MissingDocument> missing = new ArrayList<>();
        for (PlannedQuery query : planned) {
            Map<DocumentId, Integer> grades = new LinkedHashMap<>();
            for (Judged judged : query.judged()) {
                DocumentId found = find(judged, byId, byExternalId);
                if (found == null) {
                    missing.add(new MissingDocument(query.id(), judged.externalId(), judged.documentId()));
                } else {
                    grades.merge(found, judged.grade(), Math::max);
                }
            }
            if (grades.values().stream().anyMatch(grade -> grade > 0)) {
                queries.add(new JudgedText(query.id(), query.text(), grades));
            }
        }
        return new Judgements(queries, missing, externalIds);
    }

    private static @Nullable DocumentId find(
            Judged judged, Map<DocumentId, DocumentId> byId, Map<String, DocumentId> byExternalId) {
        return judged.documentId() == null ? byExternalId.get(judged.externalId()) : byId.get(judged.documentId());
    }
}
