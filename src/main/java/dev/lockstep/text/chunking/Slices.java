package dev.lockstep.text.chunking;

import java.util.List;

/** Cuts chunks out of a text, from front to back, without white space at their ends. */
final class Slices {

    /** A longer indentation, in {@code char}s, says nothing. */
    private static final int LONGEST_INDENTATION = 100;

    /** Says what becomes of the white space before the first line of a chunk. */
    enum Indentation {
        DROPPED,
        /** The white space is kept: in a program it says how deep the line is. */
        KEPT
    }

    private final String text;
    private final Indentation indentation;
    /** The start of the last chunk, in {@code char}s and in code points. */
    private int lastStart;

    private int lastStartCodePoint;

    Slices(String text, Indentation indentation) {
        this.text = text;
        this.indentation = indentation;
    }

    /** The text that a chunk of this part would have. */
    String text(int from, int to) {
        int start = start(from);
        return text.substring(start, end(start, to));
    }

    /** A chunk of this part, which begins after the chunk before. */
    TextChunk chunk(int index, int from, int to, List<String> headings, int tokens) {
        int start = start(from);
        int end = end(start, to);
        lastStartCodePoint += text.codePointCount(lastStart, start);
        lastStart = start;
        int endCodePoint = lastStartCodePoint + text.codePointCount(start, end);
        return new TextChunk(index, text.substring(start, end), lastStartCodePoint, endCodePoint, headings, tokens);
    }

    private int start(int from) {
        int start = from;
        while (Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return indentation == Indentation.KEPT ? indentedStart(start) : start;
    }

    private int indentedStart(int start) {
        int line = start;
        while (line > 0 && start - line < LONGEST_INDENTATION && isBlank(text.charAt(line - 1))) {
            line--;
        }
        boolean reached = line == 0 || text.charAt(line - 1) == '\n' || text.charAt(line - 1) == '\r';
        return reached ? line : start;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private int end(int start, int to) {
        int end = to;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
