package dev.lockstep.models.embedding;

import java.util.List;
import java.util.Optional;

/**
 * Knows how much a model that a server runs reads at once, and makes a text fit. The server does with a text what it likes: it may put
 * tokens around it, for which there is room.
 */
final class RemoteInput {

    /** Leaves room for the tokens that models put around a text: two of BERT, three or fewer of others. */
    static final int AROUND = 4;

    private final Tokenizer tokenizer;
    private final OnnxEmbeddingModel.Prefixes prefixes;
    private final int maxTokens;
    private final int maxQueryTokens;

    /** @param longest input the model reads, in tokens with those around it */
    RemoteInput(Tokenizer tokenizer, OnnxEmbeddingModel.Prefixes prefixes, int longest) {
        this.tokenizer = tokenizer;
        this.prefixes = prefixes;
        maxTokens = longest - AROUND - tokenizer.count(prefixes.document());
        maxQueryTokens = longest - AROUND - tokenizer.count(prefixes.query());
    }

    /**
     * Reads the settings.
     *
     * @param counter the name of who counts tokens
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static RemoteInput of(String prefix, ModelSettings settings, String counter, OnnxEmbeddingModel.Prefixes prefixes) {
        int longest = FolderConfiguration.maxInput(settings.maxInput(), Optional.empty());
        RemoteInput input = new RemoteInput(RemoteTokenizers.load(prefix, settings, counter), prefixes, longest);
        if (Math.min(input.maxTokens, input.maxQueryTokens) < 1) {
            throw ModelRefusal.because(
                    prefix + "max-input",
                    longest,
                    "prefixes and the tokens around a text take all of that",
                    "set how many tokens the model reads");
        }
        return input;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    int maxTokens() {
        return maxTokens;
    }

    int maxQueryTokens() {
        return maxQueryTokens;
    }

    /** Returns as much of the query as fits after its prefix; empty when there is nothing to read. */
    Optional<String> query(String query) {
        List<Token> tokens = tokenizer.tokens(query);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        String read = tokens.size() <= maxQueryTokens
                ? query
                : query.substring(0, tokens.get(maxQueryTokens - 1).end());
        return Optional.of(prefixes.query() + read);
    }

    String document(String text) {
        return prefixes.document() + text;
    }
}
