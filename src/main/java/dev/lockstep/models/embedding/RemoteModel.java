package dev.lockstep.models.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.models.embedding.remote.EmbeddingEndpoint;
import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.models.embedding.remote.RemoteEmbedder;
import dev.lockstep.platform.resilience.GuardedStore;
import dev.lockstep.platform.resilience.RequestShares;
import dev.lockstep.platform.resilience.StoreGuard;
import dev.lockstep.platform.resilience.StoreName;
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
        RemoteInput input = new RemoteInput(
                RemoteTokenizers.load(prefix, settings, remote.tokenizer()), prefixes, settings.maxInput());
        if (Math.min(input.maxTokens(), input.maxQueryTokens()) < 1) {
            throw ModelRefusal.because(
                    prefix + "max-input",
                    settings.maxInput(),
                    "prefixes and the tokens around a text take all of that",
                    "set how many tokens the model reads");
        }
        EmbeddingEndpoint endpoint = endpoint(prefix, remote);
        OptionalInt shortenedTo = remote.sendDimension() ? OptionalInt.of(remote.dimension()) : OptionalInt.empty();
        RemoteEmbeddingModel.Ways ways = new RemoteEmbeddingModel.Ways(
                new RemoteEmbedder(endpoint, remote.dimension(), remote.batch(), shortenedTo),
                new RemoteEmbedder(endpoint.within(remote.queryTimeout()), remote.dimension(), 1, shortenedTo),
                remote.batch(),
                guard.get(),
                lanes.get());
        ModelDescription description =
                new ModelDescription(id(name, remote, prefixes), remote.dimension(), ModelLanguages.of(name, settings));
        return new RemoteEmbeddingModel(description, input, ways);
    }

    /** Makes the id of the model. It does not say where the server is: the same model may move. */
    private static ModelId id(String name, RemoteSettings remote, OnnxEmbeddingModel.Prefixes prefixes) {
        String hash = ModelFiles.hashOf(remote.model(), String.valueOf(remote.dimension()), prefixes.document());
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
        if (settings.modelPath().isPresent()) {
            throw ModelRefusal.because(
                    prefix + "model-path",
                    settings.modelPath().get(),
                    prefix + "remote.url is set too",
                    "set only the one that embeds");
        }
        if (remote.sendDimension() && remote.protocol() == Protocol.OLLAMA) {
            throw ModelRefusal.because(
                    prefix + "remote.send-dimension",
                    true,
                    "the protocol of Ollama has no dimension",
                    "leave it out, or use its /v1");
        }
        requirePositive(prefix + "remote.dimension", remote.dimension());
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

    private static void requirePositive(String setting, long value) {
        if (value < 1) {
            throw ModelRefusal.because(setting, value, "that is too small", "set at least 1");
        }
    }
}
