package dev.lockstep.parsing.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a page stands in a text.
 *
 * @param number from 1
 * @param start index of its first {@code char}
 * @param end index after its last, where a form feed stands or the text ends
 */
public record PageRange(int number, int start, int end) {

    /** What ends every page but the last: the character that has meant so since line printers. */
    public static final char BREAK = '\f';

    static List<PageRange> of(String text) {
        List<PageRange> pages = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(BREAK); end >= 0; end = text.indexOf(BREAK, start)) {
            pages.add(new PageRange(pages.size() + 1, start, end));
            start = end + 1;
        }
        pages.add(new PageRange(pages.size() + 1, start, text.length()));
        return pages;
    }
}
