package dev.lockstep.engine.livesearch;

/**
 * What answers the query.
 *
 * @param score the cosine of the query's and the item's embedding
 */
public record Scored<T>(float score, T item) {}
