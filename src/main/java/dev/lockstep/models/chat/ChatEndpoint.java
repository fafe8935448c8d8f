package dev.lockstep.models.chat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Says where a model is, and how it is asked. It is no record: what it prints must not have the key. */
public final class ChatEndpoint {

    private static final String PATH = "/chat/completions";

    private final URI url;
    private final String model;
    private final Optional<String> apiKey;
    private final OptionalDouble temperature;
    private final Duration silence;

    /**
     * @param base up to and with {@code /v1}, as is usual; the path of the protocol may be there already
     * @param silence how long the model may say nothing
     * @throws IllegalArgumentException when that is no address of HTTP, or has a password in it
     */
    public ChatEndpoint(
            String base, String model, Optional<String> apiKey, OptionalDouble temperature, Duration silence) {
        this.url = address(base);
        this.model = model;
        this.apiKey = apiKey;
        this.temperature = temperature;
        this.silence = silence;
    }

    private static URI address(String base) {
        URI uri;
        try {
            uri = URI.create(base);
        } catch (IllegalArgumentException e) {
            throw noAddress(e);
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw noAddress(null);
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("it has a user, a password or parameters in it");
        }
        String path = uri.getPath().replaceAll("/+$", "");
        return uri.resolve(path.endsWith(PATH) ? path : path + PATH);
    }

    private static IllegalArgumentException noAddress(@Nullable Throwable cause) {
        return new IllegalArgumentException("that is not the address of a chat model", cause);
    }

    URI url() {
        return url;
    }

    String model() {
        return model;
    }

    Optional<String> apiKey() {
        return apiKey;
    }

    OptionalDouble temperature() {
        return temperature;
    }

    Duration silence() {
        return silence;
    }

    @Override
    public String toString() {
        return model + " at " + url;
    }
}
