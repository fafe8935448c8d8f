package dev.lockstep.models.embedding;

import java.util.function.ToIntFunction;

/**
 * Cuts a long text into blocks that tokenise as they would in one piece, so that the native side never has to build
 * millions of tokens at once. A block may end before white space, else before ASCII punctuation: the tokenizer splits
 * there anyhow. Only a single word can make a block longer than the target, and a word is cheap however long.
 */
final class TextBlocks {

    /** A block has at most so many chars, unless a word is longer. */
    static final int TARGET = 32_768;

    private TextBlocks() {}

    /** Takes a block that begins at an index of the whole text. */
    interface Visitor {
        void block(String block, int start);
    }

    static void visit(String text, Visitor visitor) {
        for (int start = 0; start < text.length(); ) {
            int end = endOfBlock(text, start);
            visitor.block(text.substring(start, end), start);
            start = end;
        }
    }

    /** Counts a text block by block. */
    static int sum(String text, ToIntFunction<String> count) {
        int[] sum = {0};
        visit(text, (block, start) -> sum[0] += count.applyAsInt(block));
        return sum[0];
    }

    /** The index after the block that begins at {@code start}. */
    private static int endOfBlock(String text, int start) {
        int target = start + TARGET;
        if (target >= text.length() || target < 0) {
            return text.length();
        }
        for (int i = target; i > start; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        for (int i = target; i > start; i--) {
            if (splitsWords(text.charAt(i))) {
                return i;
            }
        }
        int end = target;
        while (end < text.length() && !splitsWords(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean splitsWords(char c) {
        boolean punctuation = c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        return punctuation || Character.isWhitespace(c) || Character.isIdeographic(c);
    }
}
