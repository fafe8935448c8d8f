package dev.lockstep.features.answers;

import dev.lockstep.domain.Caller;
import dev.lockstep.features.search.SearchRequest;

/** A question that can be answered. */
record Question(Caller caller, String text, SearchRequest search, int maxTokens) {}
