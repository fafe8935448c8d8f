package dev.lockstep.answers;

import dev.lockstep.domain.Tenant;
import dev.lockstep.retrieval.SearchRequest;

/** A question that can be answered. */
record Question(Tenant tenant, String text, SearchRequest search, int maxTokens) {}
