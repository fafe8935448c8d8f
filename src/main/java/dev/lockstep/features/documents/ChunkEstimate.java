package dev.lockstep.features.documents;

import dev.lockstep.domain.Chunking;

/** About how many chunks a text makes, without cutting it. */
final class ChunkEstimate {

    /** Words of scripts with letters have some four characters a token. */
    private static final double CHARACTERS_A_TOKEN = 4;

    private ChunkEstimate() {}

    /** Ideographs and syllables are tokens each, or nearly. */
    static long of(String text, Chunking chunking) {
        double tokens = text.codePoints()
                .mapToDouble(c -> isDense(c) ? 1 : 1 / CHARACTERS_A_TOKEN)
                .sum();
        return Math.round(tokens / Math.max(1, chunking.maxTokens() - chunking.overlapTokens()));
    }

    private static boolean isDense(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
