package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The weights of a query's terms, brought together from several readings of it. */
final class QueryWeights {

    private final Set<String> languages = new LinkedHashSet<>();
    private final Map<Integer, Float> weights = new TreeMap<>(Integer::compareUnsigned);

    /** Says what a token weighs; 0 leaves it out. */
    interface Weight {
        float of(LexicalToken token);
    }

    /** Adds the reading of one language. What occurs several times in it adds up; a term that others have as well keeps the larger weight. */
    void add(String language, List<LexicalToken> tokens, Weight weight) {
        Map<Integer, Float> more = new HashMap<>();
        tokens.forEach(token -> more.merge(token.index(), weight.of(token) * share(token), Float::sum));
        more.forEach((index, value) -> {
            if (value > 0) {
                weights.merge(index, value, Math::max);
            }
        });
        languages.add(language);
    }

    /** Additional terms count half, as wherever a query is read. */
    private static float share(LexicalToken token) {
        return token.additional() ? 0.5f : 1;
    }

    ReadQuery query() {
        int[] indices = new int[weights.size()];
        float[] values = new float[weights.size()];
        int i = 0;
        for (Map.Entry<Integer, Float> weight : weights.entrySet()) {
            indices[i] = weight.getKey();
            values[i++] = weight.getValue();
        }
        return new ReadQuery(List.copyOf(languages), new SparseVector(indices, values));
    }
}
