package dev.lockstep.text.lexical;

import de.danielnaber.jwordsplitter.AbstractWordSplitter;
import de.danielnaber.jwordsplitter.GermanWordSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the words that a German compound is made of, by the dictionary of jWordSplitter. Other words have no parts. */
final class GermanCompounds {

    /** The shortest compound: two words of four letters. */
    private static final int SHORTEST = 8;

    /** Longer ones are no words, and would take long. */
    private static final int LONGEST = 60;

    /** Shorter parts are syllables and prefixes more often than words. */
    private static final int SHORTEST_PART = 3;

    /** Texts repeat their words: so most of them are taken apart once. */
    private static final int REMEMBERED = 20_000;

    private static final Map<String, List<AdditionalTermsFilter.Term>> KNOWN = new ConcurrentHashMap<>();

    private static final AbstractWordSplitter SPLITTER = splitter();

    private GermanCompounds() {}

    private static AbstractWordSplitter splitter() {
        try {
            return new GermanWordSplitter(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionary of German compounds can't be read", e);
        }
    }

    /** @param word in lower case */
    static List<AdditionalTermsFilter.Term> parts(String word) {
        if (word.length() < SHORTEST || word.length() > LONGEST) {
            return List.of();
        }
        if (KNOWN.size() >= REMEMBERED) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(word, GermanCompounds::split);
    }

    private static List<AdditionalTermsFilter.Term> split(String word) {
        List<String> parts = SPLITTER.splitWord(word);
        return parts.size() < 2 ? List.of() : placed(word, parts);
    }

    private static List<AdditionalTermsFilter.Term> placed(String word, List<String> parts) {
        List<AdditionalTermsFilter.Term> placed = new ArrayList<>();
        int from = 0;
        for (String part : parts) {
            int start = word.indexOf(part, from);
            if (start < 0) {
                return List.of();
            }
            from = start + part.length();
            if (part.length() >= SHORTEST_PART) {
                placed.add(new AdditionalTermsFilter.Term(part, start, from));
            }
        }
        return List.copyOf(placed);
    }
}
