package dev.lockstep.models.rerank;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A reranker as a test configures it. */
record FixedRerank(
        Optional<String> folder,
        Optional<String> modelPath,
        Optional<String> tokenizerPath,
        Optional<String> url,
        Optional<String> apiKey,
        Optional<String> model,
        int requests)
        implements RerankSettings {

    static final FixedRerank OFF = new FixedRerank(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            32);

    static FixedRerank of(Path onnx, Path tokenizer) {
        return OFF.withModel(onnx.toString(), Optional.of(tokenizer.toString()));
    }

    static FixedRerank at(String url) {
        return OFF.withUrl(url);
    }

    static FixedRerank in(Path directory) {
        return new FixedRerank(
                Optional.of(directory.toString()),
                OFF.modelPath,
                OFF.tokenizerPath,
                OFF.url,
                OFF.apiKey,
                OFF.model,
                OFF.requests);
    }

    FixedRerank withModel(String onnx, Optional<String> tokenizer) {
        return new FixedRerank(folder, Optional.of(onnx), tokenizer, url, apiKey, model, requests);
    }

    FixedRerank withUrl(String other) {
        return new FixedRerank(folder, modelPath, tokenizerPath, Optional.of(other), apiKey, model, requests);
    }

    FixedRerank withKey(String key, String name) {
        return new FixedRerank(folder, modelPath, tokenizerPath, url, Optional.of(key), Optional.of(name), requests);
    }

    FixedRerank withRequests(int most) {
        return new FixedRerank(folder, modelPath, tokenizerPath, url, apiKey, model, most);
    }

    @Override
    public OptionalInt maxInput() {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt threads() {
        return OptionalInt.of(1);
    }

    @Override
    public int depth() {
        return 50;
    }

    @Override
    public Duration timeout() {
        return Duration.ofMillis(300);
    }
}
