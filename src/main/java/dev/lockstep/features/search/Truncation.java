package dev.lockstep.features.search;

/**
 * A query that was longer than the model's window. Its words are all searched for.
 *
 * @param read how many tokens the model has read
 * @param total how many there are
 */
public record Truncation(int read, int total) {}
