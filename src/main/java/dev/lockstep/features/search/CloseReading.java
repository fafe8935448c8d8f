package dev.lockstep.features.search;

import dev.lockstep.domain.SparseVector;
import dev.lockstep.text.lexical.LexicalToken;
import dev.lockstep.text.lexical.QueryTerms;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a chunk for what its score by words does not tell: whether it has the query's words near each other, and words that begin like
 * those it has not, as other forms of a word do where no stemmer brings them together. It is linear in the length of the chunk.
 */
final class CloseReading {

    /** Found by measuring, as the other numbers here: see docs/search.md. */
    private static final double SIMILAR = 0.4;

    private static final double NEAR = 0.5;

    /** Words so many places apart, or fewer, are near each other. */
    private static final int DISTANCE = 4;

    /** Shorter beginnings are shared by chance. */
    private static final int BEGINNING = 4;

    /** The part of the longer of two words that both must begin with. */
    private static final double COMMON = 0.5;

    private final Map<Integer, Double> wanted = new HashMap<>();
    private final Map<Integer, String> terms;
    private final double root;

    /**
     * @param terms of the query, in the language of the chunk
     * @param weighted how much each counts, by how rare it is
     */
    CloseReading(QueryTerms terms, SparseVector weighted) {
        this.terms = terms.terms();
        double mass = 0;
        for (int index : this.terms.keySet()) {
            double weight = weighted.at(index);
            if (weight > 0) {
                wanted.put(index, weight);
                mass += weight;
            }
        }
        this.root = Math.sqrt(mass);
    }

    /**
     * What was read.
     *
     * @param support evidence of words beyond their score
     * @param found evidence of each of the query's words that the chunk has
     * @param words so many are in the chunk
     */
    record Closeness(double support, Map<Integer, Double> found, int words) {
        Closeness {
            found = Map.copyOf(found);
        }
    }

    Closeness of(List<LexicalToken> tokens) {
        Map<Integer, Double> found = new HashMap<>();
        for (LexicalToken token : tokens) {
            Double weight = wanted.get(token.index());
            if (weight != null) {
                found.put(token.index(), weight / root);
            }
        }
        int words = (int) tokens.stream().filter(token -> !token.additional()).count();
        double support = wanted.isEmpty() ? 0 : SIMILAR * similar(tokens, found.keySet()) + NEAR * near(tokens);
        return new Closeness(support, found, words);
    }

    /** Sums the words that are missing, each by how much of it the most similar word of the chunk has. */
    private double similar(List<LexicalToken> tokens, Set<Integer> found) {
        Map<String, Set<String>> byBeginning = new HashMap<>();
        for (LexicalToken token : tokens) {
            if (token.term().length() >= BEGINNING) {
                byBeginning
                        .computeIfAbsent(token.term().substring(0, BEGINNING), none -> new HashSet<>())
                        .add(token.term());
            }
        }
        double sum = 0;
        for (Map.Entry<Integer, Double> missing : wanted.entrySet()) {
            String term = terms.get(missing.getKey());
            if (!found.contains(missing.getKey()) && term.length() >= BEGINNING) {
                sum += missing.getValue()
                        * byBeginning.getOrDefault(term.substring(0, BEGINNING), Set.of()).stream()
                                .mapToDouble(other -> common(term, other))
                                .filter(common -> common >= COMMON)
                                .max()
                                .orElse(0);
            }
        }
        return sum / root;
    }

    private static double common(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        int i = 0;
        while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return (double) i / longer;
    }

    private record Spot(int place, int index) {}

    private record Pair(int one, int other) {
        static Pair of(int a, int b) {
            return new Pair(Math.min(a, b), Math.max(a, b));
        }
    }

    /** Sums the pairs of words that are near each other somewhere, each by its less rare word, for each word of the query. */
    private double near(List<LexicalToken> tokens) {
        Set<Pair> pairs = new HashSet<>();
        Deque<Spot> before = new ArrayDeque<>();
        int place = 0;
        for (LexicalToken token : tokens) {
            place += token.additional() ? 0 : 1;
            if (wanted.containsKey(token.index())) {
                Spot spot = new Spot(place, token.index());
                while (!before.isEmpty() && spot.place() - before.getFirst().place() > DISTANCE) {
                    before.removeFirst();
                }
                before.stream()
                        .filter(other -> other.place() < spot.place() && other.index() != spot.index())
                        .forEach(other -> pairs.add(Pair.of(other.index(), spot.index())));
                before.addLast(spot);
            }
        }
        double sum = pairs.stream()
                .mapToDouble(pair -> Math.min(wanted.get(pair.one()), wanted.get(pair.other())))
                .sum();
        return 2 * sum / wanted.size() / root;
    }
}
