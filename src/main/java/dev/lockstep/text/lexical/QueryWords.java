package dev.lockstep.text.lexical;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.snowball.SnowballFilter;

/**
 * Words that make a question and say nothing of what is looked for: what, how, which. Lucene's English analyzer leaves out 33
 * words only; those of other languages go by the long lists of Snowball already.
 */
final class QueryWords {

    private static final Map<String, CharArraySet> FILLERS = Map.of("en", load("english_stop.txt"));

    private QueryWords() {}

    static boolean isFiller(String language, String word) {
        CharArraySet fillers = FILLERS.get(language);
        return fillers != null && fillers.contains(word.toLowerCase(Locale.ROOT).replace('’', '\''));
    }

    private static CharArraySet load(String list) {
        try (InputStream words = SnowballFilter.class.getResourceAsStream(list)) {
            return WordlistLoader.getSnowballWordSet(words);
        } catch (IOException e) {
            throw new UncheckedIOException("Lucene's list " + list + " can't be read", e);
        }
    }
}
