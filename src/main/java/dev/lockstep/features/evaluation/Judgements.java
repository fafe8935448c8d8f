package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.evaluation.EvaluationPlan.Judged;
import dev.lockstep.features.evaluation.EvaluationPlan.PlannedQuery;
import dev.lockstep.features.evaluation.EvaluationResult.MissingDocument;
import dev.lockstep.stores.catalog.documents.DocumentLookup.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        LiveDocuments documents = LiveDocuments.of(live);
        List<JudgedText> queries = new ArrayList<>();
        List<MissingDocument> missing = new ArrayList<>();
        for (PlannedQuery query : planned) {
            Map<DocumentId, Integer> grades = new LinkedHashMap<>();
            for (Judged judged : query.judged()) {
                DocumentId found = documents.find(judged);
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
        return new Judgements(queries, missing, documents.externalIds());
    }

    /** The documents that are there, by both of their names. */
    private record LiveDocuments(
            Set<DocumentId> ids, Map<String, DocumentId> byExternalId, Map<DocumentId, String> externalIds) {

        private static LiveDocuments of(List<Named> live) {
            LiveDocuments documents = new LiveDocuments(new HashSet<>(), new HashMap<>(), new HashMap<>());
            for (Named document : live) {
                documents.ids.add(document.id());
                if (document.externalId() != null) {
                    documents.byExternalId.put(document.externalId(), document.id());
                    documents.externalIds.put(document.id(), document.externalId());
                }
            }
            return documents;
        }

        private @Nullable DocumentId find(Judged judged) {
            if (judged.documentId() == null) {
                return byExternalId.get(judged.externalId());
            }
            return ids.contains(judged.documentId()) ? judged.documentId() : null;
        }
    }
}
