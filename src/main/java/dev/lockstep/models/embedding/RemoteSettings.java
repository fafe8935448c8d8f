package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Protocol;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The settings {@code lockstep.embedding.models."name".remote.*} describe a model that a server runs. */
interface RemoteSettings extends CallSettings {

    /** The address of the server: up to and with {@code /v1} for OpenAI's protocol, without a path for Ollama's. */
    String url();

    /** The protocol that the server speaks. */
    @WithDefault("openai")
    Protocol protocol();

    /** The model that the server is asked for. */
    String model();

    /** The bearer token that the server wants to see. */
    Optional<String> apiKey();

    /** The length of each vector. An answer with vectors of another length is refused. */
    int dimension();

    /** Tells whether the server is told the dimension, so that it shortens the vectors of a model that has more. */
    @WithDefault("false")
    boolean sendDimension();
}
