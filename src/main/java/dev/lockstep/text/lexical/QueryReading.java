package dev.lockstep.text.lexical;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query for documents of several languages. Each document has the terms of its own language only, so the query gets the terms of
 * all: a word of which two languages make the same term counts once.
 */
@ApplicationScoped
public class QueryReading {

    /**
     * How much the terms count that another language than the query's makes of its words. They find names, which are the same
     * everywhere; with less weight, so that a word that is common in one language and a rare loan in another does not draw documents
     * of the other.
     */
    private static final float FOREIGN = 0.5f;

    /** How much a word counts that says nothing in one of the languages, when nobody knows in which of them the query is. */
    private static final float DOUBTFUL = 0.3f;

    private final Analysis analysis;

    QueryReading(Analysis analysis) {
        this.analysis = analysis;
    }

    /**
     * Reads a query.
     *
     * @param own the language that the query is in, which decides which words say something; null when it is not known
     * @param documents the languages of the documents, at least one
     */
    public ReadQuery read(String text, @Nullable String own, List<String> documents) {
        return own == null ? readInAll(text, documents) : readIn(own, text, documents);
    }

    private ReadQuery readIn(String own, String text, List<String> documents) {
        QueryWeights weights = new QueryWeights();
        List<LexicalToken> telling = analysis.asked(own, text);
        BitSet tellingPlaces = places(telling);
        weights.add(own, telling, token -> 1);
        for (String other : documents) {
            if (!other.equals(own)) {
                float weight = other.equals(Languages.UNDETERMINED) ? 1 : FOREIGN;
                weights.add(other, analysis.tokens(other, text), token -> touches(token, tellingPlaces) ? weight : 0);
            }
        }
        return weights.query();
    }

    private ReadQuery readInAll(String text, List<String> documents) {
        Map<String, List<LexicalToken>> readings = new LinkedHashMap<>();
        documents.forEach(language -> readings.put(language, analysis.asked(language, text)));
        List<BitSet> places =
                readings.values().stream().map(QueryReading::places).toList();
        QueryWeights weights = new QueryWeights();
        readings.forEach((language, tokens) -> weights.add(
                language, tokens, token -> places.stream().allMatch(place -> touches(token, place)) ? 1 : DOUBTFUL));
        return weights.query();
    }

    /** Returns where the tokens are: languages may cut the same text differently, so places are what can be compared. */
    private static BitSet places(List<LexicalToken> tokens) {
        BitSet places = new BitSet();
        tokens.forEach(token -> places.set(token.start(), token.end()));
        return places;
    }

    private static boolean touches(LexicalToken token, BitSet places) {
        int next = places.nextSetBit(token.start());
        return next >= 0 && next < token.end();
    }
}
