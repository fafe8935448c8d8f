package dev.lockstep.models.rerank;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A reranker as a test configures it. */
record FixedRerank(
        Optional<String> modelPath,
        Optional<String> tokenizerPath,
        int maxInput,
        Optional<String> url,
        Optional<String> apiKey,
        Optional<String> model,
        int requests)
        implements RerankSettings {

    static final FixedRerank OFF = new FixedRerank(
            Optional.empty(), Optional.empty(), 512, Optional.empty(), Optional.empty(), Optional.empty(), 32);

    static FixedRerank of(Path onnx, Path tokenizer) {
        return OFF.withModel(onnx.toString(), Optional.of(tokenizer.toString()));
    }

    static FixedRerank at(String url) {
        return OFF.withUrl(url);
    }

    FixedRerank withModel(String onnx, Optional<String> tokenizer) {
        return new FixedRerank(Optional.of(onnx), tokenizer, maxInput, url, apiKey, model, requests);
    }

    FixedRerank withUrl(String other) {
        return new FixedRerank(modelPath, tokenizerPath, maxInput, Optional.of(other), apiKey, model, requests);
    }

    FixedRerank withKey(String key, String name) {
        return new FixedRerank(modelPath, tokenizerPath, maxInput, url, Optional.of(key), Optional.of(name), requests);
    }

    FixedRerank withRequests(int most) {
        return new FixedRerank(modelPath, tokenizerPath, maxInput, url, apiKey, model, most);
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
