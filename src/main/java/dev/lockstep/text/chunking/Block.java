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
        /** Into sentences and list items. */
        PROSE,
        /** Into lines: to code and tables they are what sentences are to prose. */
        LINES
    }
}
