package dev.lockstep.models.embedding;

import dev.lockstep.testing.SecondModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A model as a test configures it. */
public record FixedModel(Map<String, String> settings, Optional<RemoteSettings> remote) implements ModelSettings {

    static final FixedModel NONE = new FixedModel(Map.of(), Optional.empty());

    public FixedModel {
        settings = Map.copyOf(settings);
    }

    public static FixedModel second() {
        return NONE.withModel(SecondModel.onnx()).withTokenizer(SecondModel.tokenizer());
    }

    static FixedModel in(Path folder) {
        return NONE.with("folder", folder.toString());
    }

    /** Of a server, with a window of 512 tokens and no files. */
    static FixedModel remote(RemoteSettings remote) {
        return new FixedModel(Map.of(), Optional.of(remote));
    }

    public FixedModel withModel(Path onnx) {
        return with("model-path", onnx.toString());
    }

    FixedModel withTokenizer(Path json) {
        return with("tokenizer-path", json.toString());
    }

    FixedModel withMaxInput(int tokens) {
        return with("max-input", Integer.toString(tokens));
    }

    FixedModel withPooling(Pooling other) {
        return with("pooling", other.name());
    }

    FixedModel withDimensions(int dimensions) {
        return with("dimensions", Integer.toString(dimensions));
    }

    FixedModel withPrefixes(String query, String document) {
        return with("query-prefix", query).with("document-prefix", document);
    }

    FixedModel withLanguages(String languages) {
        return with("languages", languages);
    }

    FixedModel with(String setting, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(setting, value);
        return new FixedModel(all, remote);
    }

    @Override
    public LangChain4jSettings langchain4j() {
        throw new UnsupportedOperationException("it is no model of quarkus-langchain4j");
    }

    private Optional<String> get(String setting) {
        return Optional.ofNullable(settings.get(setting));
    }

    private OptionalInt number(String setting) {
        return get(setting).map(Integer::valueOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<String> folder() {
        return get("folder");
    }

    @Override
    public Optional<String> modelPath() {
        return get("model-path");
    }

    @Override
    public Optional<String> tokenizerPath() {
        return get("tokenizer-path");
    }

    @Override
    public OptionalInt maxInput() {
        return number("max-input");
    }

    @Override
    public Optional<Pooling> pooling() {
        return get("pooling").map(name -> Pooling.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    @Override
    public OptionalInt dimensions() {
        return number("dimensions");
    }

    @Override
    public Optional<List<String>> languages() {
        return get("languages").map(codes -> List.of(codes.split(",", -1)));
    }

    @Override
    public Optional<String> queryPrefix() {
        return get("query-prefix");
    }

    @Override
    public Optional<String> documentPrefix() {
        return get("document-prefix");
    }
}
