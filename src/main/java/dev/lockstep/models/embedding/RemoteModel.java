package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.models.embedding.remote.EmbeddingEndpoint;
import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.models.embedding.remote.RemoteEmbedder;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.RequestShares;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.platform.resilience.StoreName;
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
        return open(name, settings, remote, lanes, () -> guard(name, remote));
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
        RemoteInput input = input(prefix, settings, remote, prefixes);
        EmbeddingEndpoint endpoint = endpoint(prefix, remote);
        int dimension = settings.dimensions().orElse(remote.dimension());
        ModelDescription description = new ModelDescription(
                id(name, remote.model(), dimension, prefixes), dimension, ModelLanguages.of(name, settings));
        OptionalInt shortenedTo = isTold(settings, remote) ? OptionalInt.of(dimension) : OptionalInt.empty();
        RemoteEmbeddingModel.Ways ways = new RemoteEmbeddingModel.Ways(
                new RemoteEmbedder(endpoint, dimension, remote.batch(), shortenedTo),
                new RemoteEmbedder(endpoint.within(remote.queryTimeout()), dimension, 1, shortenedTo),
                remote.batch(),
                guard.get(),
                lanes.get());
        return new RemoteEmbeddingModel(description, input, ways);
    }

    private static RemoteInput input(
            String prefix, ModelSettings settings, RemoteSettings remote, OnnxEmbeddingModel.Prefixes prefixes) {
        int longest = FolderConfiguration.maxInput(settings.maxInput(), Optional.empty());
        RemoteInput input =
                new RemoteInput(RemoteTokenizers.load(prefix, settings, remote.tokenizer()), prefixes, longest);
        if (Math.min(input.maxTokens(), input.maxQueryTokens()) < 1) {
            throw ModelRefusal.because(
                    prefix + "max-input",
                    longest,
                    "prefixes and the tokens around a text take all of that",
                    "set how many tokens the model reads");
        }
        return input;
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

    private static StoreGuard guard(String name, RemoteSettings remote) {
        return new GuardedStore(
                new StoreName("The embedding model " + name, ErrorCode.EMBEDDING_UNAVAILABLE),
                remote.breaker(),
                new RequestShares(remote.documentRequests() + remote.queryRequests()),
                remote.maxRetries(),
                new RemoteRules(remote.longestWait()));
    }

    private static void requireSense(String prefix, ModelSettings settings, RemoteSettings remote) {
        requireUnset(prefix + "model-path", settings.modelPath(), prefix);
        requireUnset(prefix + "folder", settings.folder(), prefix);
        requirePositive(prefix + "remote.dimension", remote.dimension());
        requireDimensions(prefix, settings.dimensions(), remote);
        requirePositive(prefix + "remote.batch", remote.batch());
        requirePositive(prefix + "remote.document-requests", remote.documentRequests());
        requirePositive(prefix + "remote.query-requests", remote.queryRequests());
        requirePositive(prefix + "remote.timeout", remote.timeout().toMillis());
        requirePositive(prefix + "remote.query-timeout", remote.queryTimeout().toMillis());
        if (remote.maxRetries() < 0) {
            throw ModelRefusal.because(
                    prefix + "remote.max-retries", remote.maxRetries(), "that is too small", "set at least 0");
        }
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

    private static void requirePositive(String setting, long value) {
        if (value < 1) {
            throw ModelRefusal.because(setting, value, "that is too small", "set at least 1");
        }
    }
}
