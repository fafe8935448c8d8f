package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;

/**
 * The weight of a term in a text: the part of BM25 that does not depend on other texts.
 *
 * <pre>
 *   tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / averageLength))
 * </pre>
 *
 * Multiplied by the rarity of the term, {@code ln((N - n + 0.5) / (n + 0.5) + 1)}, and summed over the terms of a query this is BM25
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Qdrant knows N and n and multiplies when it
 * searches. The average length is a constant: so the weights of a text depend on nothing but the text, and are the same whenever
 * and in whatever order documents are written. Another average only changes how steeply long texts are held back.
 *
 * @param k1 how soon more occurrences stop to count
 * @param b how much longer texts are held back, 0 to 1
 * @param averageLength of texts, in terms; positive
 */
public record Bm25(float k1, float b, float averageLength) {

    public SparseVector weights(TermCounts terms) {
        double norm = k1 * (1 - b + b * terms.length() / averageLength);
        return terms.vector(count -> (float) (count * (k1 + 1) / (count + norm)));
    }
}
