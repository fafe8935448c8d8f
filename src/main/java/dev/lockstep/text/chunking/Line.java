package dev.lockstep.text.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a text.
 *
 * @param start index of its first {@code char} in the text
 * @param text the line without its terminator
 */
record Line(int start, String text) {

    private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*+•]|\\d{1,9}[.)])\\s");

    /** All lines of a text; they end with {@code \n}, {@code \r\n}, {@code \r} or, with a page, {@code \f}. */
    static List<Line> of(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == '\f') {
                lines.add(new Line(start, text.substring(start, i)));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        lines.add(new Line(start, text.substring(start)));
        return lines;
    }

    int end() {
        return start + text.length();
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean isListItem() {
        return LIST_ITEM.matcher(text).lookingAt();
    }
}
