package dev.lockstep.embedding;

import dev.lockstep.testing.SecondModel;
import java.nio.file.Path;
import java.util.Optional;

/** A model as a test configures it. */
record FixedModel(
        String modelPath,
        String tokenizerPath,
        int maxInput,
        Pooling pooling,
        Optional<String> queryPrefix,
        Optional<String> documentPrefix)
        implements ModelSettings {

    static FixedModel second() {
        return new FixedModel(
                SecondModel.onnx().toString(),
                SecondModel.tokenizer().toString(),
                512,
                Pooling.MEAN,
                Optional.empty(),
                Optional.empty());
    }

    FixedModel withModel(Path onnx) {
        return new FixedModel(onnx.toString(), tokenizerPath, maxInput, pooling, queryPrefix, documentPrefix);
    }

    FixedModel withTokenizer(Path json) {
        return new FixedModel(modelPath, json.toString(), maxInput, pooling, queryPrefix, documentPrefix);
    }

    FixedModel withMaxInput(int tokens) {
        return new FixedModel(modelPath, tokenizerPath, tokens, pooling, queryPrefix, documentPrefix);
    }

    FixedModel withPooling(Pooling other) {
        return new FixedModel(modelPath, tokenizerPath, maxInput, other, queryPrefix, documentPrefix);
    }

    FixedModel withPrefixes(String query, String document) {
        return new FixedModel(modelPath, tokenizerPath, maxInput, pooling, Optional.of(query), Optional.of(document));
    }
}
