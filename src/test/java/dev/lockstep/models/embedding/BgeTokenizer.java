package dev.lockstep.models.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The default model's tokenizer without the model, for tests of what counts tokens. */
public final class BgeTokenizer {

    private static final Tokenizer SHARED = load();

    private BgeTokenizer() {}

    public static Tokenizer shared() {
        return SHARED;
    }

    private static Tokenizer load() {
        try {
            return BuiltInModel.loadTokenizer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
