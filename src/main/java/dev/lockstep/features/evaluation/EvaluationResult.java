package dev.lockstep.features.evaluation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.search.Mode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well judged queries were answered.
 *
 * @param depth how many documents each search brought, at most
 * @param queries how many were asked in each mode: those without a relevant document that is there are left out
 * @param modes empty when no query was asked
 * @param missing judged documents that are not there, or don't match the filter; they are left out of the figures
 * @param details in the order of the queries; empty when they were not asked for
 */
public record EvaluationResult(
        String knowledgeBase,
        MeasuredGeneration generation,
        int k,
        int depth,
        int queries,
        List<ModeFigures> modes,
        List<MissingDocument> missing,
        List<Remark> remarks,
        List<QueryFigures> details,
        Duration took) {

    public EvaluationResult {
        modes = List.copyOf(modes);
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
        details = List.copyOf(details);
    }

    /** The generation that served, so that figures of before and after a re-embedding can be told apart. */
    public record MeasuredGeneration(
            int number, String embeddingModel, @Nullable String language) {}

    /**
     * The mean over the queries.
     *
     * @param notFound queries of which no relevant document was found, however deep
     * @param meanTime of a search
     */
    public record ModeFigures(Mode mode, RankingQuality mean, int notFound, Duration meanTime) {}

    /** A judged document by the id that was given. */
    public record MissingDocument(
            String query,
            @Nullable String externalId,
            @Nullable DocumentId documentId) {}

    /** Something that the reader of the figures should know. */
    public record Remark(Code code, String message) {
        /** Names may be added, never changed. */
        public enum Code {
            JUDGED_DOCUMENTS_MISSING,
            SEARCHES_DEGRADED
        }
    }

    /** The figures of one query. */
    public record QueryFigures(String id, String text, List<QueryMode> modes) {
        public QueryFigures {
            modes = List.copyOf(modes);
        }
    }

    /** The figures of one query in one mode. */
    public record QueryMode(Mode mode, RankingQuality quality, List<JudgedRank> ranks) {
        public QueryMode {
            ranks = List.copyOf(ranks);
        }
    }

    /** The place of a judged document; the rank is null when it was not found. */
    public record JudgedRank(
            DocumentId documentId,
            @Nullable String externalId,
            int grade,
            @Nullable Integer rank) {}
}
