package dev.lockstep.text.lexical;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Adds terms to each word, in the word's place: the parts of a compound, or another spelling. The word itself stays as it is. */
final class AdditionalTermsFilter extends TokenFilter {

    /** A term to be added, and where it stands in the word. */
    record Term(String text, int start, int end) {}

    /** Finds the terms to be added to a word. */
    interface Source {
        List<Term> of(String word);
    }

    private final Source source;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
    private final Deque<Term> waiting = new ArrayDeque<>();
    private State word;
    private int wordStart;
    private int wordEnd;
    private int length;

    AdditionalTermsFilter(TokenStream input, Source source) {
        super(input);
        this.source = source;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!waiting.isEmpty()) {
            add(waiting.remove());
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        List<Term> terms = source.of(term.toString());
        if (!terms.isEmpty()) {
            word = captureState();
            wordStart = offset.startOffset();
            wordEnd = offset.endOffset();
            length = term.length();
            waiting.addAll(terms);
        }
        return true;
    }

    private void add(Term added) {
        restoreState(word);
        term.setEmpty().append(added.text());
        position.setPositionIncrement(0);
        // A word that is written in more or fewer characters than it has now does not tell where its parts are.
        if (length == wordEnd - wordStart) {
            offset.setOffset(wordStart + added.start(), wordStart + added.end());
        }
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        waiting.clear();
    }
}
