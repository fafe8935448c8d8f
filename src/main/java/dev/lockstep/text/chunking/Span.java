package dev.lockstep.text.chunking;

/**
 * Some neighbouring atoms.
 *
 * @param from the first
 * @param to the one after the last
 */
record Span(int from, int to) {}
