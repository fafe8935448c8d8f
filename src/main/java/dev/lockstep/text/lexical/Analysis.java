package dev.lockstep.text.lexical;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.StringHelper;

/**
 * Cuts text into terms by its language. What is written and what is asked go the same way, or they would not meet. It is safe for use by
 * several threads, and linear in the length of the text.
 */
@ApplicationScoped
public class Analysis {

    /** Any constant will do, but only one: the indices of all stored vectors depend on it. */
    private static final int SEED = 0;

    private final Map<String, Analyzer> analyzers = new ConcurrentHashMap<>();

    /** The terms of a document's chunk. Additional terms do not make it longer, or a text with compounds would be held back for them. */
    public TermCounts count(String language, String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        List<LexicalToken> tokens = tokens(language, text);
        tokens.forEach(token -> counts.merge(token.index(), 1, Integer::sum));
        long length = tokens.stream().filter(token -> !token.additional()).count();
        return new TermCounts(counts, (int) length);
    }

    /**
     * The terms of a query, without the words that only make it a question, unless it has no others. Documents keep these words, so that
     * whoever asks for nothing else finds them. Additional terms count half: a compound comes before its parts, which together are asked
     * for as much as it is.
     */
    public QueryTerms query(String language, String text) {
        Map<Integer, String> terms = new HashMap<>();
        Map<Integer, Integer> counts = new HashMap<>();
        for (LexicalToken token : asked(language, text)) {
            terms.put(token.index(), token.term());
            counts.merge(token.index(), token.additional() ? 1 : 2, Integer::sum);
        }
        return new QueryTerms(new TermCounts(counts, 0).vector(halves -> halves / 2f), terms);
    }

    /** The terms of a query in their places, in order. */
    List<LexicalToken> asked(String language, String text) {
        return telling(language, text, tokens(language, text));
    }

    private static List<LexicalToken> telling(String language, String text, List<LexicalToken> tokens) {
        List<LexicalToken> telling = tokens.stream()
                .filter(token -> !QueryWords.isFiller(language, text.substring(token.start(), token.end())))
                .toList();
        return telling.isEmpty() ? tokens : telling;
    }

    /** Every term in its place, in order. Stop words are left out. */
    public List<LexicalToken> tokens(String language, String text) {
        Analyzer analyzer = analyzers.computeIfAbsent(language, Languages::analyzer);
        List<LexicalToken> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("text", Spelling.of(text))) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute position = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                String form = term.toString();
                boolean additional = position.getPositionIncrement() == 0;
                tokens.add(new LexicalToken(form, index(form), offset.startOffset(), offset.endOffset(), additional));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can't be read", e);
        }
        return tokens;
    }

    private static int index(String term) {
        byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
        return StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, SEED);
    }
}
