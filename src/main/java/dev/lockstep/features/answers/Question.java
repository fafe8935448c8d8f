package dev.lockstep.features.answers;

import dev.lockstep.domain.Tenant;
import dev.lockstep.features.search.SearchRequest;

/** A question that can be answered. */
record Question(Tenant tenant, String text, SearchRequest search, int maxTokens) {}
