package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.features.search.Highlights.Match;
import dev.lockstep.features.search.Highlights.Range;
import dev.lockstep.features.search.Highlights.Sentence;
import dev.lockstep.text.lexical.LexicalToken;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Marks the words of a query in one chunk. */
final class Highlighter {

    private static final int SENTENCES = 2;

    private final String text;
    private final int[] codePoints;
    private final int documentStart;
    private final SparseVector query;
    private final List<LexicalToken> matches;

    /**
     * @param tokens all of the chunk's text
     * @param query what is looked for, with the weight of each term
     */
    Highlighter(LiveChunk chunk, List<LexicalToken> tokens, SparseVector query) {
        this.text = chunk.text();
        this.codePoints = codePoints(text);
        this.documentStart = chunk.position().start();
        this.query = query;
        this.matches =
                tokens.stream().filter(token -> query.at(token.index()) != 0).toList();
    }

    /** Counts the code points that begin before each char. */
    private static int[] codePoints(String text) {
        int[] before = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            boolean second =
                    Character.isLowSurrogate(text.charAt(i)) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            before[i + 1] = before[i] + (second ? 0 : 1);
        }
        return before;
    }

    /** The terms that are in both, in the order of the text, each once. */
    List<String> terms() {
        return matches.stream().map(LexicalToken::term).distinct().toList();
    }

    Highlights highlights(Locale language) {
        return new Highlights(
                matches.stream()
                        .map(match -> new Match(
                                text.substring(match.start(), match.end()), range(match.start(), match.end())))
                        .distinct()
                        .toList(),
                best(language));
    }

    private Range range(int start, int end) {
        int from = codePoints[start];
        int to = codePoints[end];
        return new Range(from, to, documentStart + from, documentStart + to);
    }

    /** Finds the best sentences: each term counts once, and of equal sentences the first is taken. */
    private List<Sentence> best(Locale language) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(language);
        sentences.setText(text);
        List<Sentence> found = new ArrayList<>();
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            double weight = weight(start, end);
            if (weight > 0) {
                found.add(sentence(start, end, weight));
            }
        }
        found.sort(Comparator.comparingDouble((Sentence sentence) -> -sentence.weight()));
        return Rankings.first(found, SENTENCES);
    }

    private double weight(int start, int end) {
        Set<Integer> counted = new HashSet<>();
        double sum = 0;
        for (LexicalToken match : matches) {
            if (match.start() >= start && match.start() < end && counted.add(match.index())) {
                sum += query.at(match.index());
            }
        }
        return sum;
    }

    private Sentence sentence(int from, int to, double weight) {
        int start = from;
        while (start < to && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = to;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Sentence(text.substring(start, end), range(start, end), weight);
    }
}
