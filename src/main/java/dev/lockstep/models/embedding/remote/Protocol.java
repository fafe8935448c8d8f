package dev.lockstep.models.embedding.remote;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;

/** Says how a server is spoken to. The client does not retry: only the guard before it knows what else is under way. */
public enum Protocol {
    OPENAI {
        @Override
        EmbeddingModel client(EmbeddingEndpoint endpoint, OptionalInt shortenedTo, HttpClientBuilder http) {
            return new OpenAiEmbeddings(endpoint, shortenedTo, http);
        }

        @Override
        String complete(String body) {
            return body;
        }
    },
    OLLAMA {
        @Override
        EmbeddingModel client(EmbeddingEndpoint endpoint, OptionalInt shortenedTo, HttpClientBuilder http) {
            return OllamaEmbeddingModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(endpoint.url())
                    .modelName(endpoint.model())
                    .maxRetries(0)
                    .build();
        }

        /** Tells Ollama not to cut what is too long, as it otherwise does without saying so. */
        @Override
        String complete(String body) {
            return new JsonObject(body).put("truncate", false).encode();
        }
    };

    /**
     * Makes a client for the endpoint.
     *
     * @param shortenedTo asks for vectors of fewer dimensions than the model has
     */
    abstract EmbeddingModel client(EmbeddingEndpoint endpoint, OptionalInt shortenedTo, HttpClientBuilder http);

    /** Completes the body of a request with what the client leaves out. */
    abstract String complete(String body);
}
