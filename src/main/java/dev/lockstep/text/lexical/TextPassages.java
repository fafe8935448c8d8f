package dev.lockstep.text.lexical;

import java.util.List;
import java.util.stream.IntStream;

/** Takes passages from all over a text: a foreword may be in another language than the rest. */
final class TextPassages {

    private static final int NUMBER = 5;

    private static final int LONGEST = 800;

    /** A fifth of a shorter text is too short to tell a language by. */
    private static final int SHORTEST_TO_DIVIDE = 1000;

    private TextPassages() {}

    static List<String> of(String text) {
        if (text.length() < SHORTEST_TO_DIVIDE) {
            return List.of(text);
        }
        int length = Math.min(LONGEST, text.length() / NUMBER);
        double step = (double) (text.length() - length) / (NUMBER - 1);
        return IntStream.range(0, NUMBER)
                .map(i -> (int) (i * step))
                .mapToObj(start -> text.substring(start, start + length))
                .toList();
    }
}
