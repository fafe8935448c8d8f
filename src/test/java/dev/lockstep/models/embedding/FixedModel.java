package dev.lockstep.models.embedding;

import dev.lockstep.testing.SecondModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model as a test configures it. */
public record FixedModel(
        Optional<String> modelPath,
        Optional<String> tokenizerPath,
        int maxInput,
        Pooling pooling,
        Optional<String> queryPrefix,
        Optional<String> documentPrefix,
        Optional<RemoteSettings> remote)
        implements ModelSettings {

    @Override
    public Optional<List<String>> languages() {
        return Optional.empty();
    }

    public static FixedModel second() {
        return new FixedModel(
                Optional.of(SecondModel.onnx().toString()),
                Optional.of(SecondModel.tokenizer().toString()),
                512,
                Pooling.MEAN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of a server, with a window of 512 tokens and no files. */
    static FixedModel remote(RemoteSettings remote) {
        return new FixedModel(
                Optional.empty(),
                Optional.empty(),
                512,
                Pooling.MEAN,
                Optional.empty(),
                Optional.empty(),
                Optional.of(remote));
    }

    public FixedModel withModel(Path onnx) {
        return new FixedModel(
                Optional.of(onnx.toString()), tokenizerPath, maxInput, pooling, queryPrefix, documentPrefix, remote);
    }

    FixedModel withTokenizer(Path json) {
        return new FixedModel(
                modelPath, Optional.of(json.toString()), maxInput, pooling, queryPrefix, documentPrefix, remote);
    }

    FixedModel withMaxInput(int tokens) {
        return new FixedModel(modelPath, tokenizerPath, tokens, pooling, queryPrefix, documentPrefix, remote);
    }

    FixedModel withPooling(Pooling other) {
        return new FixedModel(modelPath, tokenizerPath, maxInput, other, queryPrefix, documentPrefix, remote);
    }

    FixedModel withPrefixes(String query, String document) {
        return new FixedModel(
                modelPath, tokenizerPath, maxInput, pooling, Optional.of(query), Optional.of(document), remote);
    }
}
