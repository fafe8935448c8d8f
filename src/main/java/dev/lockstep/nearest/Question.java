package dev.lockstep.nearest;

import dev.lockstep.domain.Filter;
import org.jspecify.annotations.Nullable;

/** A query that may be asked. */
public record Question(String query, int limit, @Nullable Float threshold, Filter filter) {}
