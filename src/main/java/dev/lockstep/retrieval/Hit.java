package dev.lockstep.retrieval;

import dev.lockstep.domain.LiveChunk;

/**
 * A chunk that answers the query.
 *
 * @param score the cosine of the query's and the chunk's embedding
 */
public record Hit(float score, LiveChunk chunk) {}
