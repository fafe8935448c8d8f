package dev.lockstep.models.embedding;

import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds who counts the tokens of a model that a server runs: chunks must fit, and asking the server for each would take long. */
final class RemoteTokenizers {

    static final String ESTIMATE = "characters";

    private RemoteTokenizers() {}

    /**
     * Loads the tokenizer that the settings name.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static Tokenizer load(String prefix, ModelSettings settings, String named) {
        if (settings.tokenizerPath().isPresent()) {
            return read(prefix + "tokenizer-path", settings.tokenizerPath().get());
        }
        if (named.equals(ESTIMATE)) {
            return new EstimatedTokens();
        }
        if (named.equals(BuiltInModel.NAME)) {
            return builtIn();
        }
        return EncodingType.fromName(named)
                .<Tokenizer>map(BytePairTokenizer::load)
                .orElseThrow(() -> ModelRefusal.because(
                        prefix + (settings.remote().isPresent() ? "remote" : "langchain4j") + ".tokenizer",
                        named,
                        "there is no such tokenizer",
                        "name one of " + known()));
    }

    private static String known() {
        return ESTIMATE + ", " + BuiltInModel.NAME + ", "
                + Arrays.stream(EncodingType.values())
                        .map(EncodingType::getName)
                        .collect(Collectors.joining(", "))
                + ", or give a tokenizer.json as tokenizer-path";
    }

    private static Tokenizer builtIn() {
        try {
            return BuiltInModel.loadTokenizer();
        } catch (IOException e) {
            throw new IllegalStateException("the tokenizer that comes with Lockstep can't be read", e);
        }
    }

    private static Tokenizer read(String setting, String path) {
        Path file = ModelFile.named(setting, path).path();
        try (InputStream json = Files.newInputStream(file)) {
            return DjlTokenizer.load(json);
        } catch (IOException | RuntimeException e) {
            throw ModelRefusal.because(
                    setting,
                    path,
                    "it can't be read as a tokenizer (" + UnfitModel.firstLine(e) + ")",
                    "give the tokenizer.json of the model");
        }
    }
}
