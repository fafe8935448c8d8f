package dev.lockstep.features.batch;

/**
 * What became of a line.
 *
 * @param line its number in the file, from 1; lines that are empty count
 */
public record LineResult(long line, InsertionOutcome outcome) {}
