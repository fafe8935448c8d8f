package dev.lockstep.retrieval;

import dev.lockstep.domain.Filter;
import org.jspecify.annotations.Nullable;

/** A query that may be asked. */
record Question(String query, int limit, @Nullable Float threshold, Filter filter) {}
