package dev.lockstep.models.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.lockstep.models.embedding.remote.RemoteFailure;
import dev.lockstep.models.embedding.remote.RemoteFailure.Kind;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.models.provided.ProviderFailures;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a model of quarkus-langchain4j, and says what its failures mean. It blocks, but no longer than the timeout: a client that goes on
 * then has a thread of the service's workers until its own timeout ends it.
 */
record ProvidedEmbeddings(Provided<EmbeddingModel> model, Duration timeout) implements EmbeddingModel {

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> model.client().embedAll(texts), Infrastructure.getDefaultExecutor())
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RemoteFailure(Kind.LATE, "did not answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw ProviderFailures.of(e.getCause(), model);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteFailure(Kind.AWAY, "is no longer waited for", e);
        }
    }
}
