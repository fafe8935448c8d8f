package dev.lockstep.text.chunking;

import java.util.List;

/** Tells how much of a model's input is left for a chunk. */
@FunctionalInterface
public interface Room {

    /** @return tokens, for a chunk that stands under these headings */
    int under(List<String> headings);
}
