package dev.lockstep.features.search;

import dev.lockstep.domain.PointId;

/** The text around a chunk, with the chunk: exactly as in the document. */
public sealed interface Context {

    /**
     * A stretch of the document around the chunk.
     *
     * @param start in the document's text, in code points, as is {@code end}
     */
    record Passage(String text, int start, int end) implements Context {}

    /** The chunk is part of the passage that a better hit shows. */
    record Elsewhere(PointId chunk) implements Context {}
}
