package dev.lockstep.features.answers;

import dev.lockstep.features.search.Highlights;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
     * @param weight of the question's words that it has, and of how well its source fits
     */
    private record Quote(int number, String text, double weight) {}

    /** Makes the quotes, which are never empty when there are sources: without a common word the best one is quoted from its beginning. */
    static String of(List<CitedSource> sources) {
        List<Quote> quotes = new ArrayList<>();
        for (CitedSource source : sources) {
            quotes.addAll(best(source));
        }
        double most = quotes.stream().mapToDouble(Quote::weight).max().orElse(0);
        List<Quote> chosen = most == 0 ? List.of(beginning(sources.get(0))) : chosen(quotes, most);
        return chosen.stream()
                .map(quote -> shown(quote.text()) + " [" + quote.number() + "]")
                .collect(Collectors.joining(" "));
    }

    /** Chooses quotes in the order of the sources; one of another source that weighs half as much as the best is of something else. */
    private static List<Quote> chosen(List<Quote> quotes, double most) {
        List<Quote> chosen = new ArrayList<>();
        for (Quote quote : quotes) {
            boolean isNew = chosen.stream().noneMatch(other -> other.text().equals(quote.text()));
            boolean goesOn = chosen.size() == 1 && chosen.get(0).number() == quote.number();
            if ((goesOn || 2 * quote.weight() > most) && isNew && chosen.size() < MOST) {
                chosen.add(quote);
            }
        }
        return chosen;
    }

    /** Of the best source two sentences may say something: what is asked for often stands beside the words of the question. */
    private static List<Quote> best(CitedSource source) {
        Highlights highlights = source.hit().highlights();
        return highlights == null
                ? List.of()
                : highlights.sentences().stream()
                        .limit(source.number() == 1 ? 2 : 1)
                        .map(sentence -> new Quote(
                                source.number(),
                                sentence.text(),
                                sentence.weight() * source.hit().score()))
                        .toList();
    }

    private static Quote beginning(CitedSource source) {
        return new Quote(source.number(), first(source.hit().chunk().text()), 0);
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
