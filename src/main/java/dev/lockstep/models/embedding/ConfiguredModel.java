package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import java.util.Optional;

/**
 * Loads a model that is configured by path, and runs it once with the longest input and the last word of its vocabulary: start-up finds
 * what does not fit, not the first document.
 */
final class ConfiguredModel {

    private ConfiguredModel() {}

    /**
     * Loads the model.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static OnnxEmbeddingModel load(String name, ModelSettings settings, EmbeddingLanes lanes) {
        String prefix = ModelNames.settingsOf(name);
        ModelLanguages languages = ModelLanguages.of(name, settings);
        ModelFiles files = ModelFiles.locate(
                prefix,
                required(settings.modelPath(), name, prefix + "model-path"),
                required(settings.tokenizerPath(), name, prefix + "tokenizer-path"));
        DjlTokenizer tokenizer = files.openTokenizer();
        ModelInput input = new ModelInput(tokenizer, settings.maxInput());
        OnnxEmbeddingModel.Prefixes prefixes = new OnnxEmbeddingModel.Prefixes(
                settings.queryPrefix().orElse(""), settings.documentPrefix().orElse(""));
        requireRoom(prefix, input, prefixes);
        OnnxEncoder encoder = encoder(files, settings.pooling());
        int dimension = new Trial(files, prefix + "max-input").of(input, encoder::tryEncode).length;
        // The prefix of queries is left out: it may be tuned without embedding the documents again.
        String hash = files.hash(settings.pooling().name(), prefixes.document());
        ModelId id = new ModelId(name + "@" + hash + "@onnxruntime-" + OnnxSession.runtimeVersion());
        return new OnnxEmbeddingModel(new ModelDescription(id, dimension, languages), input, prefixes, encoder, lanes);
    }

    private static String required(Optional<String> path, String name, String setting) {
        return path.orElseThrow(() -> ModelRefusal.because(
                ModelNames.MODELS,
                name,
                setting + " is not set",
                "give the files of an ONNX model, or where a server runs it as remote.url"));
    }

    private static void requireRoom(String settings, ModelInput input, OnnxEmbeddingModel.Prefixes prefixes) {
        int around = Math.max(input.around(prefixes.query()), input.around(prefixes.document()));
        if (input.longest() <= around) {
            throw ModelRefusal.because(
                    settings + "max-input",
                    input.longest(),
                    "prefixes and special tokens take " + around + " tokens of that",
                    "set how many tokens the model reads, usually 512");
        }
    }

    private static OnnxEncoder encoder(ModelFiles files, Pooling pooling) {
        OnnxSession session = files.openSession();
        try {
            return new OnnxEncoder(session, pooling);
        } catch (OrtException | UnfitModel e) {
            throw files.unfit(UnfitModel.firstLine(e));
        }
    }
}
