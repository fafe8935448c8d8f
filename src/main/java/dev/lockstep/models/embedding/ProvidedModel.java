package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Dimension;
import dev.lockstep.models.embedding.remote.RemoteEmbedder;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.platform.resilience.StoreGuard;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes a model of quarkus-langchain4j into one of ours: it has the same lanes, retries and breaker as one behind HTTP that is asked by
 * a client of our own.
 */
final class ProvidedModel {

    private static final Logger LOG = Logger.getLogger(ProvidedModel.class);

    private ProvidedModel() {}

    /**
     * Opens a model. Its server is not asked.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static RemoteEmbeddingModel open(
            Provided<dev.langchain4j.model.embedding.EmbeddingModel> provided,
            ModelSettings settings,
            Supplier<EmbeddingLanes> lanes) {
        return open(provided, settings, lanes, () -> RemoteGuard.of(provided.name(), settings.langchain4j()));
    }

    static RemoteEmbeddingModel open(
            Provided<dev.langchain4j.model.embedding.EmbeddingModel> provided,
            ModelSettings settings,
            Supplier<EmbeddingLanes> lanes,
            Supplier<StoreGuard> guard) {
        String prefix = ModelNames.settingsOf(provided.name());
        LangChain4jSettings own = settings.langchain4j();
        requireSense(prefix, provided, settings);
        OnnxEmbeddingModel.Prefixes prefixes = new OnnxEmbeddingModel.Prefixes(
                settings.queryPrefix().orElse(""), settings.documentPrefix().orElse(""));
        Dimension dimension =
                own.dimension().isPresent() ? Dimension.of(own.dimension().getAsInt()) : Dimension.unknown();
        RemoteEmbeddingModel.Description description = new RemoteEmbeddingModel.Description(
                id(provided, prefixes), dimension, ModelLanguages.of(provided.name(), settings));
        RemoteInput input = RemoteInput.of(prefix, settings, own.tokenizer(), prefixes);
        LOG.infof(
                "Embedding model %s: %s by quarkus-langchain4j's %s",
                description.id(), provided.model(), provided.provider());
        return new RemoteEmbeddingModel(
                description,
                input,
                new RemoteEmbeddingModel.Ways(
                        new RemoteEmbedder(
                                provided.toString(), dimension, new ProvidedEmbeddings(provided, own.timeout())),
                        new RemoteEmbedder(
                                provided.toString(), dimension, new ProvidedEmbeddings(provided, own.queryTimeout())),
                        own.batch(),
                        guard.get(),
                        lanes.get()));
    }

    /**
     * Makes the id of the model. What it is asked for may be a default of its provider, which another version may change: whatever it is
     * called goes into the id.
     */
    private static ModelId id(Provided<?> provided, OnnxEmbeddingModel.Prefixes prefixes) {
        String hash = ModelFiles.hashOf(provided.provider(), provided.model(), prefixes.document());
        return new ModelId(provided.name() + "@" + hash);
    }

    private static void requireSense(String prefix, Provided<?> provided, ModelSettings settings) {
        String why = "quarkus.langchain4j has an embedding model \"" + provided.name() + "\" too";
        requireUnset(prefix + "folder", settings.folder(), why);
        requireUnset(prefix + "model-path", settings.modelPath(), why);
        requireUnset(prefix + "remote.url", settings.remote().map(RemoteSettings::url), why);
        if (settings.dimensions().isPresent()) {
            throw ModelRefusal.because(
                    prefix + "dimensions",
                    settings.dimensions().getAsInt(),
                    why + ", and it can't be told to shorten its vectors",
                    "leave it out, or configure a model with remote.url");
        }
        if (settings.langchain4j().dimension().isPresent()) {
            RemoteGuard.requirePositive(
                    prefix + "langchain4j.dimension",
                    settings.langchain4j().dimension().getAsInt());
        }
        RemoteGuard.requireSense(prefix + "langchain4j.", settings.langchain4j());
    }

    private static void requireUnset(String setting, Optional<String> value, String why) {
        if (value.isPresent()) {
            throw ModelRefusal.because(setting, value.get(), why, "give one of them another name");
        }
    }
}
