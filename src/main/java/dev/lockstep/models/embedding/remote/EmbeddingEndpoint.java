package dev.lockstep.models.embedding.remote;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where a model is, and how it is asked. It is no record: what it prints must not have the key. */
public final class EmbeddingEndpoint {

    private final URI url;
    private final Protocol protocol;
    private final String model;
    private final Optional<String> apiKey;
    private final Duration timeout;

    /**
     * @param url as the protocol has it: up to and with {@code /v1} for OpenAI's, without a path for Ollama's
     * @param timeout of a request, until all of its answer is there
     * @throws IllegalArgumentException when that is no address of HTTP, or has a password in it
     */
    public EmbeddingEndpoint(String url, Protocol protocol, String model, Optional<String> apiKey, Duration timeout) {
        this.url = address(url);
        this.protocol = protocol;
        this.model = model;
        this.apiKey = apiKey;
        this.timeout = timeout;
    }

    private static URI address(String url) {
        URI uri;
        try {
            uri = URI.create(url.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw noAddress(e);
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw noAddress(null);
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("it has a user, a password or parameters in it");
        }
        return uri;
    }

    private static IllegalArgumentException noAddress(@Nullable Throwable cause) {
        return new IllegalArgumentException("that is not the address of an embedding model", cause);
    }

    /** Returns the same endpoint with another patience. */
    public EmbeddingEndpoint within(Duration other) {
        return new EmbeddingEndpoint(url.toString(), protocol, model, apiKey, other);
    }

    String url() {
        return url.toString();
    }

    Protocol protocol() {
        return protocol;
    }

    String model() {
        return model;
    }

    Optional<String> apiKey() {
        return apiKey;
    }

    Duration timeout() {
        return timeout;
    }

    /** Removes the key from what a server says, which may repeat the key that it was sent. */
    String withoutKey(String said) {
        return apiKey.filter(key -> !key.isEmpty())
                .map(key -> said.replace(key, "..."))
                .orElse(said);
    }

    @Override
    public String toString() {
        return model + " at " + url;
    }
}
