package dev.lockstep.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The places where the pages of a text begin, in Unicode code points. The first page is number 1, and each goes to the next one's begin.
 *
 * @param starts in order; two that are equal make an empty page. None at all: the text has no pages
 */
public record PageStarts(List<Integer> starts) {

    public static final PageStarts NONE = new PageStarts(List.of());

    public PageStarts {
        starts = List.copyOf(starts);
        for (int i = 1; i < starts.size(); i++) {
            if (starts.get(i) < starts.get(i - 1)) {
                throw new IllegalArgumentException("page " + (i + 1) + " begins before page " + i);
            }
        }
    }

    /** Finds the pages that form feeds divide; none without any. */
    public static PageStarts dividedIn(String text) {
        if (text.indexOf('\f') < 0) {
            return NONE;
        }
        List<Integer> starts = new ArrayList<>(List.of(0));
        int codePoints = 0;
        int counted = 0;
        for (int i = text.indexOf('\f'); i >= 0; i = text.indexOf('\f', i + 1)) {
            codePoints += text.codePointCount(counted, i + 1);
            counted = i + 1;
            starts.add(codePoints);
        }
        return new PageStarts(starts);
    }

    public boolean isEmpty() {
        return starts.isEmpty();
    }

    /** Makes a place in the text with the pages it is on; without any if there are none. */
    public Position at(int index, int start, int end) {
        return isEmpty()
                ? new Position(index, start, end)
                : new Position(index, start, end, pageOf(start), pageOf(Math.max(start, end - 1)));
    }

    /** The last page that begins at or before the code point; what precedes the first one counts as on it. */
    private int pageOf(int codePoint) {
        int found = Collections.binarySearch(starts, codePoint);
        if (found < 0) {
            return Math.max(1, -found - 1);
        }
        while (found + 1 < starts.size() && starts.get(found + 1) == codePoint) {
            found++;
        }
        return found + 1;
    }
}
