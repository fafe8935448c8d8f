package dev.lockstep.models.embedding;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingRequest.Work;
import dev.lockstep.models.embedding.remote.Dimension;
import dev.lockstep.models.embedding.remote.RemoteEmbedder;
import dev.lockstep.models.embedding.remote.RemoteFailure;
import dev.lockstep.platform.resilience.Lane;
import dev.lockstep.platform.resilience.StoreGuard;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/** Embeds with a model that a server runs. It has lanes of its own: however slow it is, other models do not wait for it. */
final class RemoteEmbeddingModel implements EmbeddingModel {

    /**
     * The ways by which the server is asked.
     *
     * @param documents waits longer for an answer than {@code queries}, and sends so many texts together
     */
    record Ways(RemoteEmbedder documents, RemoteEmbedder queries, int batch, StoreGuard guard, EmbeddingLanes lanes) {}

    /**
     * What is known of the model before it is asked.
     *
     * @param dimension may be learned later
     */
    record Description(ModelId id, Dimension dimension, ModelLanguages languages) {}

    private final Description description;
    private final RemoteInput input;
    private final Ways ways;

    RemoteEmbeddingModel(Description description, RemoteInput input, Ways ways) {
        this.description = description;
        this.input = input;
        this.ways = ways;
    }

    @Override
    public ModelId id() {
        return description.id();
    }

    @Override
    public int dimension() {
        return description
                .dimension()
                .known()
                .orElseThrow(() -> new Unavailable(
                        ErrorCode.EMBEDDING_UNAVAILABLE,
                        "The embedding model " + id()
                                + " has not answered yet, so nobody knows how long its vectors are.",
                        null));
    }

    @Override
    public Uni<Void> ready() {
        return Uni.createFrom()
                .deferred(() -> description.dimension().known().isPresent()
                        ? Uni.createFrom().voidItem()
                        : embedQuery("dimension").replaceWithVoid());
    }

    @Override
    public boolean gives(int dimension) {
        return description.dimension().fits(dimension);
    }

    @Override
    public ModelLanguages languages() {
        return description.languages();
    }

    @Override
    public int maxTokens() {
        return input.maxTokens();
    }

    @Override
    public int maxQueryTokens() {
        return input.maxQueryTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return input.tokenizer();
    }

    @Override
    public Uni<float[]> embedQuery(String query) {
        EmbeddingLane lane = ways.lanes().queries();
        Work<float[]> work = new Work<>(1, one -> ask(ways.queries(), List.of(readQuery(one.get(0))), lane.threads()));
        return lane.compute(List.of(query), work).map(vectors -> vectors.get(0));
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts) {
        return embedDocuments(texts, ignored -> {});
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts, IntConsumer embedded) {
        EmbeddingLane lane = ways.lanes().documents();
        Work<float[]> work = new Work<>(ways.batch(), batch -> ask(
                        ways.documents(), batch.stream().map(this::readDocument).toList(), lane.threads())
                .invoke(vectors -> embedded.accept(vectors.size())));
        return lane.compute(texts, work);
    }

    private Uni<List<float[]>> ask(RemoteEmbedder server, List<String> texts, Executor threads) {
        return ways.guard()
                .call(
                        Lane.REQUEST,
                        () -> Uni.createFrom().item(() -> server.embed(texts)).runSubscriptionOn(threads))
                .onFailure(RemoteFailure.class)
                .transform(failure -> told(failure));
    }

    private String readQuery(String query) {
        return input.query(query)
                .orElseThrow(() -> new Rejected(
                        ErrorCode.EMPTY_QUERY, "The query has no text that the embedding model can read."));
    }

    private String readDocument(String text) {
        int tokens = input.tokenizer().count(text);
        if (tokens == 0) {
            throw new Rejected(
                    ErrorCode.EMPTY_TEXT, "A chunk has no text that the embedding model can read.", Map.of());
        }
        if (tokens > maxTokens()) {
            throw new Inconsistent(
                    "A chunk has " + tokens + " tokens, but " + id() + " reads at most " + maxTokens()
                            + " and nothing may be cut.",
                    null);
        }
        return input.document(text);
    }

    private static KnowledgeException told(RemoteFailure failure) {
        String message = String.valueOf(failure.getMessage());
        Map<String, Object> when = failure.retryAfter()
                .<Map<String, Object>>map(
                        wait -> Map.of(Again.RETRY_AFTER, Math.max(1, (wait.toMillis() + 999) / 1000)))
                .orElse(Map.of());
        return switch (failure.kind()) {
            case BUSY -> new Overloaded(ErrorCode.OVERLOADED, message, when);
            case AWAY, LATE, BROKEN -> new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, message, when, failure);
            case REFUSED, UNFIT -> new Unavailable(ErrorCode.EMBEDDING_FAILED, message, Map.of(), failure);
        };
    }

    void close() {
        ways.lanes().close();
    }
}
