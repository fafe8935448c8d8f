package dev.lockstep.text.chunking;

/**
 * A paragraph, list, table or piece of code.
 *
 * @param start index of its first {@code char}
 * @param end index after its last
 * @param kind how it divides further
 */
record Block(int start, int end, Kind kind) {

    enum Kind {
        /** Prose divides into sentences and list items. */
        PROSE,
        /** Code and tables divide into lines, which are to them what sentences are to prose. */
        LINES
    }
}
