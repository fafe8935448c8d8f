package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Loads a model that is configured by its folder or its files, and runs it once with the longest input and the last word of its
 * vocabulary: start-up finds what does not fit, not the first document.
 */
final class ConfiguredModel {

    private static final Logger LOG = Logger.getLogger(ConfiguredModel.class);

    private final String name;
    private final ModelSettings settings;
    private final String prefix;
    private final Optional<ModelFolder> folder;
    private final Optional<FolderConfiguration> configuration;
    private final ModelFiles files;

    private ConfiguredModel(String name, ModelSettings settings) {
        this.name = name;
        this.settings = settings;
        prefix = ModelNames.settingsOf(name);
        folder = settings.folder().map(path -> ModelFolder.at(prefix + "folder", path));
        configuration = folder.map(FolderConfiguration::new);
        files = ModelFiles.locate(prefix, folder, settings.modelPath(), settings.tokenizerPath());
    }

    /**
     * Loads the model.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static OnnxEmbeddingModel load(String name, ModelSettings settings, EmbeddingLanes lanes) {
        if (settings.folder().isEmpty() && settings.modelPath().isEmpty()) {
            throw ModelRefusal.because(
                    ModelNames.MODELS,
                    name,
                    ModelNames.settingsOf(name) + "model-path is not set",
                    "give the files of an ONNX model, their folder as folder, or where a server runs it as remote.url");
        }
        return new ConfiguredModel(name, settings).load(lanes);
    }

    private OnnxEmbeddingModel load(EmbeddingLanes lanes) {
        ModelLanguages languages = ModelLanguages.of(name, settings);
        int longest = FolderConfiguration.maxInput(settings.maxInput(), folder);
        ModelInput input = new ModelInput(files.openTokenizer(), longest);
        OnnxEmbeddingModel.Prefixes prefixes = prefixes();
        requireRoom(input, prefixes);
        OnnxSession session = files.openSession();
        Pooling pooling = pooling(session);
        OnnxEncoder encoder = encoder(session, pooling);
        int own = new Trial(files, prefix + "max-input").of(input, encoder::tryEncode).length;
        if (settings.dimensions().isPresent()) {
            encoder = encoder.shortenedTo(shortened(own));
        }
        ModelDescription description = new ModelDescription(
                id(pooling, prefixes), settings.dimensions().orElse(own), languages);
        LOG.infof(
                "Embedding model %s: %s with %s, pooling %s, %d dimensions, up to %d tokens, prefixes \"%s\" (queries)"
                        + " and \"%s\" (documents)",
                description.id(),
                files.model().path(),
                files.tokenizer().path(),
                pooling,
                description.dimension(),
                longest,
                prefixes.query(),
                prefixes.document());
        return new OnnxEmbeddingModel(description, input, prefixes, encoder, lanes);
    }

    private OnnxEmbeddingModel.Prefixes prefixes() {
        return new OnnxEmbeddingModel.Prefixes(
                settings.queryPrefix()
                        .or(() -> configuration.flatMap(FolderConfiguration::queryPrefix))
                        .orElse(""),
                settings.documentPrefix()
                        .or(() -> configuration.flatMap(FolderConfiguration::documentPrefix))
                        .orElse(""));
    }

    /** A model that pools by itself has all that comes after its tokens' vectors; of others the files know how it was trained. */
    private Pooling pooling(OnnxSession session) {
        if (settings.pooling().isPresent() || configuration.isEmpty()) {
            return settings.pooling().orElse(Pooling.MEAN);
        }
        try {
            if (OnnxEncoder.pools(session)) {
                return Pooling.MODEL;
            }
        } catch (OrtException e) {
            throw files.unfit(UnfitModel.firstLine(e));
        }
        configuration.get().requireNoFurtherLayers();
        return configuration.get().pooling().orElse(Pooling.MEAN);
    }

    /** The prefix of queries is left out: it may be tuned without embedding the documents again. */
    private ModelId id(Pooling pooling, OnnxEmbeddingModel.Prefixes prefixes) {
        String hash = settings.dimensions().isPresent()
                ? files.hash(
                        pooling.name(),
                        prefixes.document(),
                        String.valueOf(settings.dimensions().getAsInt()))
                : files.hash(pooling.name(), prefixes.document());
        return new ModelId(name + "@" + hash + "@onnxruntime-" + OnnxSession.runtimeVersion());
    }

    private int shortened(int own) {
        int wanted = settings.dimensions().orElse(own);
        if (wanted < 1 || wanted > own) {
            throw ModelRefusal.because(
                    prefix + "dimensions",
                    wanted,
                    "the model's vectors have " + own + " numbers",
                    "set at most that, to as many as the model was trained to be shortened to, or leave it out");
        }
        return wanted;
    }

    private void requireRoom(ModelInput input, OnnxEmbeddingModel.Prefixes prefixes) {
        int around = Math.max(input.around(prefixes.query()), input.around(prefixes.document()));
        if (input.longest() <= around) {
            throw ModelRefusal.because(
                    prefix + "max-input",
                    input.longest(),
                    "prefixes and special tokens take " + around + " tokens of that",
                    "set how many tokens the model reads, usually 512");
        }
    }

    private OnnxEncoder encoder(OnnxSession session, Pooling pooling) {
        try {
            return new OnnxEncoder(session, pooling);
        } catch (OrtException | UnfitModel e) {
            throw files.unfit(UnfitModel.firstLine(e));
        }
    }
}
