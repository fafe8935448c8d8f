package dev.lockstep.features.batch;

/**
 * The result of a line.
 *
 * @param line its number in the file, from 1; lines that are empty count
 */
public record LineResult(long line, InsertionOutcome outcome) {}
