package dev.lockstep.features.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.engine.livesearch.QueryRules;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import dev.lockstep.features.search.SearchRequest.RerankRequest;
import dev.lockstep.models.rerank.Rerankers;
import dev.lockstep.text.lexical.Languages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what may be asked of knowledge bases, and says why not the rest. */
@ApplicationScoped
class SearchRules {

    private final QueryRules queries;
    private final SearchSettings settings;
    private final Rerankers rerankers;

    SearchRules(QueryRules queries, SearchSettings settings, Rerankers rerankers) {
        this.queries = queries;
        this.rerankers = rerankers;
        this.settings = settings;
    }

    /** @throws Rejected for a query that makes no sense */
    Query accept(SearchRequest request) {
        String text = queries.query(request.query());
        String language = language(request.language());
        Mode mode = Mode.named(request.mode());
        int limit = queries.limit(request.limit());
        FusionRequest fusion = fusion(request.fusion(), mode);
        int rerankDepth = rerankDepth(request.rerank(), limit);
        Threshold threshold = threshold(request, mode, rerankDepth > 0);
        Integer perDocument = perDocument(request.perDocument());
        List<String> names = distinct(request.knowledgeBases());
        long fingerprint = PageCursor.fingerprint(
                names, text, language, mode, request.filter(), threshold, perDocument, fusion, request.rerank());
        return new Query(
                names,
                text,
                language,
                mode,
                limit,
                request.filter(),
                threshold,
                neighbours(request.neighbours()),
                perDocument,
                fusion,
                rerankDepth,
                request.extras(),
                request.cursor() == null ? ShownHits.NOTHING : PageCursor.decode(request.cursor(), fingerprint),
                fingerprint);
    }

    private static @Nullable String language(@Nullable String asked) {
        require(
                asked == null || Languages.knows(asked),
                "language",
                "must be one of " + String.join(", ", Languages.codes()) + ", not '" + asked + "'");
        return asked;
    }

    private List<String> distinct(List<String> names) {
        String property = "knowledge_bases";
        if (names.isEmpty() || names.size() > settings.maxKnowledgeBases()) {
            throw invalid(
                    property,
                    "'knowledge_bases' must name 1 to " + settings.maxKnowledgeBases() + " knowledge bases, not "
                            + names.size() + " (lockstep.search.max-knowledge-bases)");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw invalid(property, "'knowledge_bases' names '" + name + "' twice");
            }
        }
        return names;
    }

    private static FusionRequest fusion(FusionRequest asked, Mode mode) {
        if (mode != Mode.HYBRID && !asked.equals(FusionRequest.DEFAULT)) {
            throw invalid("fusion", "'fusion' is for mode hybrid: in mode " + mode.wireName() + " there is one order");
        }
        Double k = asked.k();
        require(k == null || (k >= 0 && k <= 10_000), "fusion.k", "must be 0 to 10000, not " + k);
        return asked;
    }

    private @Nullable Threshold threshold(SearchRequest request, Mode mode, boolean reranks) {
        Double value = request.threshold();
        if (value == null) {
            require(request.thresholdOn() == null, "threshold_on", "needs a 'score_threshold'");
            return null;
        }
        ScoreName on = request.thresholdOn() == null ? ScoreName.RELEVANCE : ScoreName.named(request.thresholdOn());
        switch (on) {
            case RELEVANCE ->
                require(value >= 0 && value <= 1, "score_threshold", "is a relevance: it must be 0 to 1, not " + value);
            case DENSE -> {
                require(mode != Mode.LEXICAL, "threshold_on", "is dense, which mode lexical has no scores of");
                require(value >= -1 && value <= 1, "score_threshold", "is a cosine: it must be -1 to 1, not " + value);
            }
            case LEXICAL -> {
                require(mode != Mode.DENSE, "threshold_on", "is lexical, which mode dense has no scores of");
                require(value >= 0 && value <= 1e6, "score_threshold", "must be 0 to 1000000 here, not " + value);
            }
            case FUSED -> {
                require(mode == Mode.HYBRID, "threshold_on", "is fused, which only mode hybrid has scores of");
                require(value >= 0 && value <= 1e6, "score_threshold", "must be 0 to 1000000 here, not " + value);
            }
            case RERANK -> {
                require(reranks, "threshold_on", "is rerank, but nothing is reranked");
                require(Math.abs(value) <= 1e6, "score_threshold", "must be a number to 1000000, not " + value);
            }
        }
        return new Threshold(on, value);
    }

    private @Nullable Neighbours neighbours(@Nullable Neighbours asked) {
        if (asked == null) {
            return null;
        }
        int most = settings.maxContext();
        require(asked.before() >= 0 && asked.before() <= most, "context.before", "must be 0 to " + most);
        require(asked.after() >= 0 && asked.after() <= most, "context.after", "must be 0 to " + most);
        return asked;
    }

    private @Nullable Integer perDocument(@Nullable Integer chunks) {
        int most = settings.maxGroupChunks();
        require(chunks == null || (chunks >= 1 && chunks <= most), "group_by_document.chunks", "must be 1 to " + most);
        return chunks;
    }

    /** Judges at least as many again as are shown: scores of two kinds have no common order. */
    private int rerankDepth(@Nullable RerankRequest asked, int limit) {
        if (asked == null || asked.equals(RerankRequest.NONE)) {
            return 0;
        }
        require(
                rerankers.configured().isPresent(),
                "rerank",
                "is not possible: no reranker is configured (lockstep.rerank)");
        int depth = asked.depth() == null ? rerankers.depth() : asked.depth();
        require(
                depth >= 1 && depth <= settings.maxRerankDepth(),
                "rerank.depth",
                "must be 1 to " + settings.maxRerankDepth() + ", not " + depth);
        return Math.max(depth, limit);
    }

    private static void require(boolean holds, String property, String what) {
        if (!holds) {
            throw invalid(property, "'" + property + "' " + what);
        }
    }

    static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
