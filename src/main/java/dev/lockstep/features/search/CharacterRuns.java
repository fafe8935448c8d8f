package dev.lockstep.features.search;

import dev.lockstep.engine.livesearch.Rarity;
import dev.lockstep.text.lexical.Languages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The runs of characters of a query, and those of them that a text has. Where words have to be cut out of a text, a name or a new word is
 * often cut in one way in the query and in another in the text, and the two do not meet; their characters do. Such runs also tell which
 * words stand in the same order.
 *
 * @param asked those of the query; none where words do not need them
 * @param found those of them that the text has
 */
record CharacterRuns(Set<String> asked, Set<String> found) {

    static final CharacterRuns NONE = new CharacterRuns(Set.of(), Set.of());

    private static final int LENGTH = 4;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    CharacterRuns {
        asked = Set.copyOf(asked);
        found = Set.copyOf(found);
    }

    /** Looks for the runs of a query in a text, where the text's language needs it. It is linear in the length of both. */
    static CharacterRuns of(String language, String query, String text) {
        if (!Languages.cutsByDictionary(language)) {
            return NONE;
        }
        Set<String> asked = runs(query);
        Set<String> found = runs(text);
        found.retainAll(asked);
        return new CharacterRuns(asked, found);
    }

    private static Set<String> runs(String text) {
        String plain = BETWEEN_WORDS
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        Set<String> runs = new HashSet<>();
        for (int end = LENGTH; end <= plain.length(); end++) {
            runs.add(plain.substring(end - LENGTH, end));
        }
        return runs;
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    /** The part of the query's runs that the text has. */
    double share() {
        return asked.isEmpty() ? 0 : (double) found.size() / asked.size();
    }

    /** Says how rare each run of the query is among these texts: what all have tells none from another. */
    static Map<String, Double> rarity(List<CharacterRuns> texts) {
        Map<String, Integer> holders = new HashMap<>();
        for (CharacterRuns text : texts) {
            text.asked().forEach(run -> holders.merge(run, text.found().contains(run) ? 1 : 0, Integer::sum));
        }
        Map<String, Double> rarity = new HashMap<>();
        holders.forEach((run, having) -> rarity.put(run, (double) Rarity.idf(texts.size(), having)));
        return rarity;
    }

    /** How much the runs that were found weigh, on the scale of {@link Evidence}. */
    double evidence(Map<String, Double> rarity) {
        double all = sum(asked, rarity);
        return all > 0 ? sum(found, rarity) / Math.sqrt(all) : 0;
    }

    private static double sum(Set<String> runs, Map<String, Double> rarity) {
        return runs.stream().mapToDouble(run -> rarity.getOrDefault(run, 0.0)).sum();
    }
}
