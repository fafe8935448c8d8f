package dev.lockstep.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Models of quarkus-langchain4j, configured by its settings alone, whose servers a test starts and ends at ports that are known before.
 */
public final class ProviderPorts implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "lockstep.test.provider-port.";

    /** The choice of providers, which the build makes. */
    public static final class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.langchain4j.gpt.embedding-model.provider", "openai",
                    "quarkus.langchain4j.llama.embedding-model.provider", "ollama",
                    "quarkus.langchain4j.writer.chat-model.provider", "openai",
                    "quarkus.langchain4j.ollama.llama.embedding-model.model-id", "some-llama");
        }
    }

    /** The port that a model's server is looked for at. Tests and this share the JVM alone. */
    public static int of(String model) {
        return Integer.getInteger(PORT + model);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.langchain4j.openai.gpt.base-url", address("gpt") + "/v1",
                "quarkus.langchain4j.openai.gpt.api-key", "s3cret",
                "quarkus.langchain4j.openai.gpt.embedding-model.model-name", "some-gpt",
                "quarkus.langchain4j.ollama.llama.base-url", address("llama"),
                "quarkus.langchain4j.openai.writer.base-url", address("writer") + "/v1",
                "quarkus.langchain4j.openai.writer.api-key", "s3cret",
                "quarkus.langchain4j.openai.writer.chat-model.model-name", "some-writer");
    }

    private static String address(String model) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(PORT + model, String.valueOf(free.getLocalPort()));
            return "http://127.0.0.1:" + free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
