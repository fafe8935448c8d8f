package dev.lockstep.features.answers;

import dev.lockstep.features.search.Highlights;
import dev.lockstep.features.search.Highlights.Range;
import dev.lockstep.features.search.Highlights.Sentence;
import dev.lockstep.features.search.Hit;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers without a model: the sentences of the best sources that say most of what is asked, word for word, each with its number.
 * Only brackets around numbers become round ones, which nobody takes for a citation.
 */
final class Quotes {

    private static final int MOST = 3;

    /** A text without a full stop, such as a table, is one long sentence. */
    private static final int LONGEST = 600;

    private Quotes() {}

    /**
     * A sentence of a source.
     *
     * @param words of the question that it has
     */
    private record Quote(int number, String text, int words) {}

    /** Makes the quotes, which are never empty when there are sources: without a common word the best one is quoted from its beginning. */
    static String of(List<CitedSource> sources) {
        List<Quote> quotes = sources.stream().map(Quotes::best).toList();
        int most = quotes.stream().mapToInt(Quote::words).max().orElse(0);
        List<Quote> chosen = most == 0 ? quotes.subList(0, Math.min(1, quotes.size())) : chosen(quotes, most);
        return chosen.stream()
                .map(quote -> shown(quote.text()) + " [" + quote.number() + "]")
                .collect(Collectors.joining(" "));
    }

    /** Chooses quotes in the order of the sources; one that has half as many words as the best is of something else. */
    private static List<Quote> chosen(List<Quote> quotes, int most) {
        List<Quote> chosen = new ArrayList<>();
        for (Quote quote : quotes) {
            boolean isNew = chosen.stream().noneMatch(other -> other.text().equals(quote.text()));
            if (2 * quote.words() > most && isNew && chosen.size() < MOST) {
                chosen.add(quote);
            }
        }
        return chosen;
    }

    private static Quote best(CitedSource source) {
        Hit hit = source.hit();
        Highlights highlights = hit.highlights();
        Sentence sentence = highlights == null ? null : highlights.sentence();
        return highlights == null || sentence == null
                ? new Quote(source.number(), first(hit.chunk().text()), 0)
                : new Quote(source.number(), sentence.text(), words(highlights, sentence.range()));
    }

    private static int words(Highlights highlights, Range sentence) {
        Set<String> words = highlights.matches().stream()
                .filter(match -> match.range().start() >= sentence.start()
                        && match.range().end() <= sentence.end())
                .map(match -> match.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return words.size();
    }

    private static String first(String text) {
        String stripped = text.strip();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(stripped);
        int end = sentences.following(0);
        return end == BreakIterator.DONE ? stripped : stripped.substring(0, end).strip();
    }

    private static String shown(String quote) {
        String text = Markers.neutral(quote);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, wordEnd(text)).strip() + " ...";
    }

    private static int wordEnd(String text) {
        int space = text.lastIndexOf(' ', LONGEST);
        return space > LONGEST / 2 ? space : text.offsetByCodePoints(0, text.codePointCount(0, LONGEST - 1));
    }
}
