package dev.lockstep.text.parsing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How often a text has each word, whatever its case. */
record WordCounts(Map<String, Integer> counts) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    static WordCounts of(String text) {
        Map<String, Integer> counts = new HashMap<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        return new WordCounts(counts);
    }

    long total() {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How many words both have. */
    long shared(WordCounts other) {
        return counts.entrySet().stream()
                .mapToLong(word -> Math.min(word.getValue(), other.counts.getOrDefault(word.getKey(), 0)))
                .sum();
    }

    /** How many words another text does not have at all. */
    long unknownTo(WordCounts other) {
        return counts.entrySet().stream()
                .filter(word -> !other.counts.containsKey(word.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Some of the words that this one has more often than another. */
    List<String> beyond(WordCounts other, int most) {
        return counts.entrySet().stream()
                .filter(word -> word.getValue() > other.counts.getOrDefault(word.getKey(), 0))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
