package dev.lockstep.web.search;

import dev.lockstep.domain.FilterParser;
import dev.lockstep.features.answers.AnswerRequest;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.web.search.SearchBody.FusionBody;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A question, and where its answer is looked for, as in a search. */
public record AnswerBody(
        @Schema(examples = "how long is parental leave?", required = true, ref = "Text") @Nullable
        String question,

        @Schema(
                description =
                        "The language of the question, as an ISO 639-1 code. Left out: as found in it, where documents are"
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

        @Schema(
                description = "How many of the best chunks it is answered from, 1 to 20",
                examples = "8",
                defaultValue = "8",
                minimum = "1",
                maximum = "20")
        @Nullable
        Integer limit,

        @Schema(description = "Conditions on metadata", examples = "{\"year\": {\"$gte\": 2025}}", ref = "Filter")
        @Nullable
        Map<String, Object> filter,

        @Schema(description = "What a chunk's score must exceed, 0 to 1; see threshold_on", examples = "0.5") @Nullable
        Double scoreThreshold,

        @Schema(
                description = "Which score: the relevance as a rule, which is score; dense is the cosine, -1 to 1",
                defaultValue = "relevance",
                enumeration = {"relevance", "dense", "lexical", "fused", "rerank"})
        @Nullable
        String thresholdOn,

        @Schema(description = "How the two orders of a hybrid search become one") @Nullable
        FusionBody fusion,

        @Schema(
                description = "Judge the best candidates again: true, or how many of them",
                examples = "{\"depth\": 50}",
                ref = "Rerank")
        @Nullable
        RerankBody rerank,

        @Schema(
                description = "How much the model may write, 1 to 4096; quoted answers are short anyway",
                examples = "400",
                defaultValue = "800",
                minimum = "1",
                maximum = "4096")
        @Nullable
        Integer maxTokens) {

    /** Returns the question to the knowledge base in the path. */
    AnswerRequest request(String knowledgeBase) {
        SearchRequest search = new SearchRequest(
                List.of(knowledgeBase),
                question,
                language,
                mode,
                limit,
                FilterParser.parse(filter),
                scoreThreshold,
                thresholdOn,
                null,
                null,
                fusion == null ? FusionRequest.DEFAULT : fusion.request(),
                rerank == null ? null : rerank.request(),
                Set.of(),
                null);
        return new AnswerRequest(search, maxTokens);
    }
}
