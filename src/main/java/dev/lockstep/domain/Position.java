package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * The place where a chunk stands in its document.
 *
 * @param index the chunk's number, from 0
 * @param start the first character's offset in the document's text, in Unicode code points
 * @param end the offset after the last character, in Unicode code points
 * @param firstPage the page that it begins on, from 1; null when the document has no pages, as is {@code lastPage}
 * @param lastPage the page that it ends on
 */
public record Position(
        int index,
        int start,
        int end,
        @Nullable Integer firstPage,
        @Nullable Integer lastPage) {

    /** Makes a place in a text without pages. */
    public Position(int index, int start, int end) {
        this(index, start, end, null, null);
    }
}
