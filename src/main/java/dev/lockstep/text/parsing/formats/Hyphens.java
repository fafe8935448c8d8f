package dev.lockstep.text.parsing.formats;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins words that are divided at the ends of lines. A hyphen that belongs to the word stays: where the text has the word with it
 * elsewhere, where the first part has one already, as in state-of-the-art, or where both parts are words of the text.
 */
final class Hyphens {

    private static final Pattern DIVIDED = Pattern.compile(
            "([\\p{L}\\p{M}]+(?:[-‐][\\p{L}\\p{M}]+)*)[-‐\u00ad]\\n([\\p{Ll}\\p{M}]+)([^\\s]*)[ \\t]*\\n?");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:[-‐][\\p{L}\\p{M}]+)*");

    private static final int LEAST_LETTERS = 2;

    private Hyphens() {}

    static String joined(String text) {
        Matcher divided = DIVIDED.matcher(text);
        if (!divided.find()) {
            return text;
        }
        divided.reset();
        Set<String> words = new HashSet<>();
        // The parts themselves say nothing about whether they are words.
        WORD.matcher(DIVIDED.matcher(text).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        return divided.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) + (keepsHyphen(found, words) ? "-" : "") + found.group(2) + found.group(3) + "\n"));
    }

    private static boolean keepsHyphen(MatchResult found, Set<String> words) {
        String first = found.group(1).toLowerCase(Locale.ROOT);
        String second = found.group(2).toLowerCase(Locale.ROOT);
        if (words.contains(first + second)) {
            return false;
        }
        boolean tooShort = first.length() < LEAST_LETTERS || second.length() < LEAST_LETTERS;
        boolean areWords = words.contains(first) && words.contains(second);
        return first.contains("-") || words.contains(first + "-" + second) || tooShort || areWords;
    }
}
