package dev.lockstep.text.lexical;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the letters of a text by their script. Kana counts as Han, beside which it stands.
 *
 * @param counts by script
 * @param kana the letters that are hiragana or katakana
 */
record ScriptCounts(Map<UnicodeScript, Integer> counts, int kana) {

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    static ScriptCounts of(String text) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        int kana = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int letter = text.codePointAt(i);
            if (!Character.isLetter(letter)) {
                continue;
            }
            UnicodeScript script = UnicodeScript.of(letter);
            boolean isKana = script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
            kana += isKana ? 1 : 0;
            counts.merge(isKana ? UnicodeScript.HAN : script, 1, Integer::sum);
        }
        return new ScriptCounts(counts, kana);
    }

    /** The script that most of the text is in, {@link UnicodeScript#COMMON} for a text without letters. */
    UnicodeScript first() {
        return counts.keySet().stream()
                .max(Comparator.comparingInt(this::weight))
                .orElse(UnicodeScript.COMMON);
    }

    /** How many letters there are of the first script. */
    int letters() {
        return counts.getOrDefault(first(), 0);
    }

    /** How much of the text is in the first script, between 0 and 1. */
    double share() {
        int all = counts.keySet().stream().mapToInt(this::weight).sum();
        return all == 0 ? 0 : (double) weight(first()) / all;
    }

    /** A character of Han is half a word. Latin letters count half, because names are written with them in texts of all other scripts. */
    private int weight(UnicodeScript script) {
        int letters = counts.getOrDefault(script, 0);
        return switch (script) {
            case HAN -> 6 * letters;
            case HANGUL -> 4 * letters;
            case LATIN -> letters;
            default -> 2 * letters;
        };
    }

    boolean hasSpaces() {
        return !WITHOUT_SPACES.contains(first());
    }
}
