package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Dimension;
import dev.lockstep.models.embedding.remote.EmbeddingEndpoint;
import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.models.embedding.remote.RemoteEmbedder;
import dev.lockstep.platform.resilience.StoreGuard;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Makes a model that a server runs from its settings. The server is not asked: it may be away when the service starts, and its vectors
 * are checked each time.
 */
final class RemoteModel {

    private RemoteModel() {}

    /**
     * Opens a model by its settings.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static RemoteEmbeddingModel open(
            String name, ModelSettings settings, RemoteSettings remote, Supplier<EmbeddingLanes> lanes) {
        return open(name, settings, remote, lanes, () -> RemoteGuard.of(name, remote));
    }

    static RemoteEmbeddingModel open(
            String name,
            ModelSettings settings,
            RemoteSettings remote,
            Supplier<EmbeddingLanes> lanes,
            Supplier<StoreGuard> guard) {
        String prefix = ModelNames.settingsOf(name);
        requireSense(prefix, settings, remote);
        OnnxEmbeddingModel.Prefixes prefixes = new OnnxEmbeddingModel.Prefixes(
                settings.queryPrefix().orElse(""), settings.documentPrefix().orElse(""));
        RemoteInput input = RemoteInput.of(prefix, settings, remote.tokenizer(), prefixes);
        EmbeddingEndpoint endpoint = endpoint(prefix, remote);
        int dimension = settings.dimensions().orElse(remote.dimension());
        RemoteEmbeddingModel.Description description = new RemoteEmbeddingModel.Description(
                id(name, remote.model(), dimension, prefixes),
                Dimension.of(dimension),
                ModelLanguages.of(name, settings));
        OptionalInt shortenedTo = isTold(settings, remote) ? OptionalInt.of(dimension) : OptionalInt.empty();
        RemoteEmbeddingModel.Ways ways = new RemoteEmbeddingModel.Ways(
                RemoteEmbedder.at(endpoint, dimension, remote.batch(), shortenedTo),
                RemoteEmbedder.at(endpoint.within(remote.queryTimeout()), dimension, 1, shortenedTo),
                remote.batch(),
                guard.get(),
                lanes.get());
        return new RemoteEmbeddingModel(description, input, ways);
    }

    /** Makes the id of the model. It does not say where the server is: the same model may move. */
    private static ModelId id(String name, String model, int dimension, OnnxEmbeddingModel.Prefixes prefixes) {
        String hash = ModelFiles.hashOf(model, String.valueOf(dimension), prefixes.document());
        return new ModelId(name + "@" + hash);
    }

    private static EmbeddingEndpoint endpoint(String prefix, RemoteSettings remote) {
        try {
            return new EmbeddingEndpoint(
                    remote.url(), remote.protocol(), remote.model(), remote.apiKey(), remote.timeout());
        } catch (IllegalArgumentException e) {
            throw ModelRefusal.because(
                    prefix + "remote.url",
                    remote.url().replaceAll("//.*@", "//...@").replaceAll("[?#].*", "..."),
                    String.valueOf(e.getMessage()),
                    "set one like https://host/v1, or http://host:11434 for Ollama, and a key as remote.api-key");
        }
    }

    private static void requireSense(String prefix, ModelSettings settings, RemoteSettings remote) {
        requireUnset(prefix + "model-path", settings.modelPath(), prefix);
        requireUnset(prefix + "folder", settings.folder(), prefix);
        RemoteGuard.requirePositive(prefix + "remote.dimension", remote.dimension());
        requireDimensions(prefix, settings.dimensions(), remote);
        RemoteGuard.requireSense(prefix + "remote.", remote);
    }

    private static void requireUnset(String setting, Optional<String> value, String prefix) {
        if (value.isPresent()) {
            throw ModelRefusal.because(
                    setting, value.get(), prefix + "remote.url is set too", "set only the one that embeds");
        }
    }

    private static void requireDimensions(String prefix, OptionalInt wanted, RemoteSettings remote) {
        if (wanted.isPresent() && (wanted.getAsInt() < 1 || wanted.getAsInt() > remote.dimension())) {
            throw ModelRefusal.because(
                    prefix + "dimensions",
                    wanted.getAsInt(),
                    "the model's vectors have " + remote.dimension() + " numbers (remote.dimension)",
                    "set at most that, to as many as the model was trained to be shortened to, or leave it out");
        }
        if (remote.protocol() == Protocol.OLLAMA && (remote.sendDimension() || wanted.isPresent())) {
            throw ModelRefusal.because(
                    prefix + (wanted.isPresent() ? "dimensions" : "remote.send-dimension"),
                    wanted.isPresent() ? wanted.getAsInt() : true,
                    "the protocol of Ollama has no dimension",
                    "leave it out, or use its /v1");
        }
    }

    private static boolean isTold(ModelSettings settings, RemoteSettings remote) {
        return remote.sendDimension() || settings.dimensions().isPresent();
    }
}
