package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Protocol;
import dev.lockstep.platform.resilience.BreakerSettings;
import dev.lockstep.testing.EmbeddingServer;
import java.time.Duration;
import java.util.Optional;

/** A model behind HTTP as a test configures it. */
record FixedRemote(
        String url, Protocol protocol, Optional<String> apiKey, int dimension, boolean sendDimension, String tokenizer)
        implements RemoteSettings {

    static FixedRemote of(EmbeddingServer server, Protocol protocol) {
        return at(protocol == Protocol.OPENAI ? server.url() + "/v1" : server.url(), protocol);
    }

    static FixedRemote at(String url, Protocol protocol) {
        return new FixedRemote(url, protocol, Optional.of("s3cret"), EmbeddingServer.DIMENSION, false, "characters");
    }

    FixedRemote withDimension(int other) {
        return new FixedRemote(url, protocol, apiKey, other, true, tokenizer);
    }

    FixedRemote withTokenizer(String other) {
        return new FixedRemote(url, protocol, apiKey, dimension, sendDimension, other);
    }

    @Override
    public String model() {
        return "some-model";
    }

    @Override
    public int batch() {
        return 3;
    }

    @Override
    public int documentRequests() {
        return 2;
    }

    @Override
    public int queryRequests() {
        return 1;
    }

    @Override
    public Duration timeout() {
        return Duration.ofMillis(1_500);
    }

    @Override
    public Duration queryTimeout() {
        return Duration.ofMillis(300);
    }

    @Override
    public int maxRetries() {
        return 2;
    }

    @Override
    public Duration longestWait() {
        return Duration.ofSeconds(2);
    }

    @Override
    public BreakerSettings breaker() {
        return new BreakerSettings() {
            @Override
            public int window() {
                return 6;
            }

            @Override
            public double failureRatio() {
                return 0.5;
            }

            @Override
            public Duration delay() {
                return Duration.ofMillis(300);
            }
        };
    }
}
