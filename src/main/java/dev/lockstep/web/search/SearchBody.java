package dev.lockstep.web.search;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import dev.lockstep.web.http.Bodies;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A query. */
public record SearchBody(
        @Schema(
                description = "Which to search, 1 to 16; only at /v1/search, and needed there",
                examples = "[\"handbook\", \"wiki\"]",
                minItems = 1,
                maxItems = 16)
        @Nullable
        List<@Nullable String> knowledgeBases,

        @Schema(examples = "how long is parental leave?", required = true, ref = "Text") @Nullable
        String query,

        @Schema(
                description =
                        "The language of the query, as an ISO 639-1 code. Left out: as found in it, where documents are"
                                + " in several",
                examples = "de",
                ref = "Language")
        @Nullable
        String language,

        @Schema(
                description = "By meaning and by words (hybrid), or one of the two",
                enumeration = {"hybrid", "dense", "lexical"},
                defaultValue = "hybrid")
        @Nullable
        String mode,

        @Schema(description = "1 to 100", examples = "5", defaultValue = "10", minimum = "1", maximum = "100") @Nullable
        Integer limit,

        @Schema(description = "Conditions on metadata", examples = "{\"year\": {\"$gte\": 2025}}", ref = "Filter")
        @Nullable
        Map<String, Object> filter,

        @Schema(description = "What a hit's score must exceed, 0 to 1; see threshold_on", examples = "0.5") @Nullable
        Double scoreThreshold,

        @Schema(
                description = "Which score: the relevance as a rule, which is score; dense is the cosine, -1 to 1",
                defaultValue = "relevance",
                enumeration = {"relevance", "dense", "lexical", "fused", "rerank"})
        @Nullable
        String thresholdOn,

        @Schema(description = "Show each hit with its neighbours, merged where they overlap") @Nullable
        ContextBody context,

        @Schema(
                description = "One hit for each document: true, or how many of its best chunks are listed",
                examples = "{\"chunks\": 3}",
                ref = "Group")
        @Nullable
        GroupBody groupByDocument,

        @Schema(description = "Mark the query's words and the best sentence") @Nullable
        Boolean highlight,

        @Schema(description = "Tell how each hit came to its place") @Nullable
        Boolean explain,

        @Schema(description = "Tell how long each stage took") @Nullable
        Boolean timings,

        @Schema(description = "Which fields of hits are wanted; all when left out", examples = "[\"text\", \"title\"]")
        @Nullable
        List<@Nullable String> include,

        @Schema(description = "How the two orders of a hybrid search become one") @Nullable
        FusionBody fusion,

        @Schema(
                description = "Judge the best candidates again: true, or how many of them",
                examples = "{\"depth\": 50}",
                ref = "Rerank")
        @Nullable
        RerankBody rerank,

        @Schema(description = "next_cursor of the page before, with the same query") @Nullable
        String cursor) {

    /** Returns the query of the knowledge base in the path. */
    SearchRequest request(String knowledgeBase) {
        if (knowledgeBases != null) {
            throw invalid(
                    "knowledge_bases",
                    "'knowledge_bases' is for POST /v1/search: here the path names the knowledge base");
        }
        return request(List.of(knowledgeBase));
    }

    /** Returns the query of several knowledge bases. */
    SearchRequest requestOverAll() {
        List<@Nullable String> names = Bodies.requireProperty(knowledgeBases, "knowledge_bases");
        if (names.contains(null)) {
            throw invalid("knowledge_bases", "'knowledge_bases' contains null: name each one");
        }
        return request(names.stream().map(Objects::requireNonNull).toList());
    }

    private SearchRequest request(List<String> names) {
        return new SearchRequest(
                names,
                query,
                language,
                mode,
                limit,
                FilterParser.parse(filter),
                scoreThreshold,
                thresholdOn,
                context == null ? null : context.neighbours(),
                groupByDocument == null ? null : groupByDocument.perDocument(),
                fusion == null ? FusionRequest.DEFAULT : fusion.request(),
                rerank == null ? null : rerank.request(),
                extras(),
                cursor);
    }

    private Set<Extra> extras() {
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        add(extras, highlight, Extra.HIGHLIGHTS);
        add(extras, explain, Extra.EXPLANATION);
        add(extras, timings, Extra.TIMINGS);
        return extras;
    }

    private static void add(Set<Extra> extras, @Nullable Boolean wanted, Extra extra) {
        if (Boolean.TRUE.equals(wanted)) {
            extras.add(extra);
        }
    }

    /** Returns the fields of hits that the client wants. */
    Set<HitField> fields() {
        return HitField.named(include);
    }

    /** How many chunks are shown before and after each hit. */
    public record ContextBody(
            @Schema(minimum = "0", maximum = "10") @Nullable Integer before,
            @Schema(minimum = "0", maximum = "10") @Nullable Integer after) {
        Neighbours neighbours() {
            return new Neighbours(Objects.requireNonNullElse(before, 0), Objects.requireNonNullElse(after, 0));
        }
    }

    /** The settings of the fusion: see the formula in the explanation of a hit. */
    public record FusionBody(
            @JsonAlias("dense_weight")
            @Schema(
                    description = "The weight of the dense leg, instead of what follows from model and language",
                    minimum = "0",
                    maximum = "1000")
            @Nullable
            Double dense,

            @JsonAlias("lexical_weight")
            @Schema(description = "The weight of the lexical leg", defaultValue = "1", minimum = "0", maximum = "1000")
            @Nullable
            Double lexical,

            @Schema(
                    description = "Fuse by reciprocal ranks with this k, instead of by evidence",
                    examples = "60",
                    minimum = "0",
                    maximum = "10000")
            @Nullable
            Double k) {
        FusionRequest request() {
            return new FusionRequest(k, FusionWeights.accept(dense, lexical));
        }
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
