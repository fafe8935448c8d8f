package dev.lockstep.text.chunking;

import java.util.List;

/** Tells how much of a model's input is left for a chunk. */
@FunctionalInterface
public interface Room {

    /** Returns the tokens that are left for a chunk that stands under these headings. */
    int under(List<String> headings);
}
