package dev.lockstep.models.embedding.remote;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.internal.DefaultOpenAiClient;
import dev.langchain4j.model.openai.internal.OpenAiClient;
import dev.langchain4j.model.openai.internal.embedding.EmbeddingRequest;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.OptionalInt;

/**
 * Speaks OpenAI's protocol by langchain4j's own client. Its model class would not do: beside quarkus-langchain4j that one asks by the
 * client of Quarkus, whatever HTTP client it is given.
 */
final class OpenAiEmbeddings implements EmbeddingModel {

    private final OpenAiClient client;
    private final String model;
    private final OptionalInt shortenedTo;

    OpenAiEmbeddings(EmbeddingEndpoint endpoint, OptionalInt shortenedTo, HttpClientBuilder http) {
        this.model = endpoint.model();
        this.shortenedTo = shortenedTo;
        client = DefaultOpenAiClient.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.url())
                .build();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .model(model)
                .input(texts.stream().map(TextSegment::text).toList())
                .dimensions(shortenedTo.isPresent() ? shortenedTo.getAsInt() : null)
                .build();
        return Response.from(client.embedding(request).execute().data().stream()
                .map(each -> Embedding.from(each.embedding()))
                .toList());
    }
}
