package dev.lockstep.features.answers;

import dev.lockstep.features.search.SearchRequest;
import org.jspecify.annotations.Nullable;

/**
 * A question as it was asked.
 *
 * @param search what to answer from: its query is the question
 * @param maxTokens how much the model may write; as configured when absent
 */
public record AnswerRequest(SearchRequest search, @Nullable Integer maxTokens) {}
