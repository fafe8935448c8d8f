package dev.lockstep.models.embedding;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model of tests that are not about embedding: texts are near each other when they share words. Answers at once, on
 * the caller's thread, without native code.
 */
public final class WordHashModel implements EmbeddingModel, Tokenizer {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");
    private static final int DIMENSION = 384;
    private static final int MAX_TOKENS = 510;

    @Override
    public ModelId id() {
        return new ModelId("word-hash");
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public int maxQueryTokens() {
        return MAX_TOKENS;
    }

    @Override
    public Tokenizer tokenizer() {
        return this;
    }

    @Override
    public List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            tokens.add(new Token(words.start(), words.end()));
        }
        return tokens;
    }

    @Override
    public Uni<float[]> embedQuery(String query) {
        return Uni.createFrom().item(() -> vector(query));
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts) {
        return Uni.createFrom().item(() -> texts.stream().map(this::vector).toList());
    }

    /** Counts words by their hashes; the first dimension keeps a text without words from having no length. */
    private float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        vector[0] = 0.01f;
        for (Token token : tokens(text)) {
            String word = text.substring(token.start(), token.end()).toLowerCase(Locale.ROOT);
            vector[1 + Math.floorMod(word.hashCode() * 0x9E3779B9, DIMENSION - 1)] += 1;
        }
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
