package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.features.search.Highlights.Match;
import dev.lockstep.features.search.Highlights.Range;
import dev.lockstep.features.search.Highlights.Sentence;
import dev.lockstep.features.search.Sentences.Span;
import dev.lockstep.text.lexical.LexicalToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Marks the words of a query in one chunk. */
final class Highlighter {

    /** The part of all that is asked for by which the next sentence is preferred; found by measuring, see docs/search.md. */
    private static final double FOLLOWING = 0.15;

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

    /**
     * Finds the best sentence, of equal ones the first, and the one beside it that says most of what it does not: the next one rather than
     * others, because what is asked for often follows the words of the question.
     */
    private List<Sentence> best(Locale language) {
        List<Span> spans = Sentences.of(text, language);
        int best = best(spans, span -> weight(terms(span)));
        if (best < 0) {
            return List.of();
        }
        List<Sentence> found = new ArrayList<>();
        found.add(sentence(spans.get(best)));
        Set<Integer> said = terms(spans.get(best));
        Span next = best + 1 < spans.size() ? spans.get(best + 1) : null;
        double share = FOLLOWING * asked();
        int second = best(spans, span -> {
            Set<Integer> more = terms(span);
            more.removeAll(said);
            return weight(more) + (span.equals(next) ? share : 0);
        });
        if (second >= 0 && second != best) {
            found.add(sentence(spans.get(second)));
        }
        return found;
    }

    /** Returns the number of the best span; -1 when none weighs anything. */
    private static int best(List<Span> spans, ToDoubleFunction<Span> weigher) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < spans.size(); i++) {
            double weight = weigher.applyAsDouble(spans.get(i));
            if (weight > most) {
                most = weight;
                best = i;
            }
        }
        return best;
    }

    private Set<Integer> terms(Span span) {
        Set<Integer> terms = new HashSet<>();
        for (LexicalToken match : matches) {
            if (match.start() >= span.start() && match.start() < span.end()) {
                terms.add(match.index());
            }
        }
        return terms;
    }

    private double weight(Set<Integer> terms) {
        return terms.stream().mapToDouble(query::at).sum();
    }

    private double asked() {
        double sum = 0;
        for (float value : query.values()) {
            sum += value;
        }
        return sum;
    }

    private Sentence sentence(Span span) {
        return sentence(span.start(), span.end(), weight(terms(span)));
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
