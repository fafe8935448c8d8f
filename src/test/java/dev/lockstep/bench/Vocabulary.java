package dev.lockstep.bench;

import dev.lockstep.domain.SparseVector;
import dev.lockstep.text.lexical.Analysis;
import dev.lockstep.text.lexical.Bm25;
import dev.lockstep.text.lexical.TermCounts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up words, as unevenly frequent as those of a language: the nth is the nth part as frequent as the first. */
final class Vocabulary {

    private static final int WORDS = 30_000;
    private static final int WORDS_A_CHUNK = 110;
    private static final int WORDS_A_QUERY = 5;
    private static final String SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo zu";
    private static final Bm25 WEIGHTS = new Bm25(1.2f, 0.75f, 110);

    private final String[] words = new String[WORDS];
    private final int[] indices = new int[WORDS];
    private final double[] shares = new double[WORDS];

    Vocabulary(Analysis analysis) {
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            words[i] = word(i);
            indices[i] = analysis.query("en", words[i]).vector().indices()[0];
            sum += 1.0 / (i + 1);
            shares[i] = sum;
        }
    }

    private static String word(int number) {
        String[] syllables = SYLLABLES.split(" ");
        StringBuilder word = new StringBuilder();
        for (int rest = number + syllables.length; rest > 0; rest /= syllables.length) {
            word.append(syllables[rest % syllables.length]);
        }
        return word.append('x').toString();
    }

    /** What the analyzer would make of a chunk; about 70 different terms. */
    SparseVector chunk(SplittableRandom random) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < WORDS_A_CHUNK; i++) {
            counts.merge(indices[draw(random)], 1, Integer::sum);
        }
        return WEIGHTS.weights(new TermCounts(counts, WORDS_A_CHUNK));
    }

    String query(SplittableRandom random) {
        return IntStream.range(0, WORDS_A_QUERY)
                .mapToObj(i -> words[draw(random)])
                .collect(Collectors.joining(" "));
    }

    private int draw(SplittableRandom random) {
        int place = Arrays.binarySearch(shares, random.nextDouble() * shares[WORDS - 1]);
        return Math.min(place < 0 ? -place - 1 : place, WORDS - 1);
    }
}
