package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.ScopeId;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the stores.
 *
 * @param scope whose points are searched, and no others
 * @param limit how many hits are wanted
 * @param threshold what a score must exceed, as in Qdrant; null for none
 */
public record Ask(
        String collection,
        ScopeId scope,
        Embedding query,
        Filter filter,
        int limit,
        @Nullable Float threshold) {}
