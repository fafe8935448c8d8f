package dev.lockstep.models.embedding;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.IntConsumer;

/** A model that is not asked again for the vector of a query that it has embedded lately. */
record CachedQueries(EmbeddingModel model, QueryCache cache) implements EmbeddingModel {

    @Override
    public ModelId id() {
        return model.id();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public Uni<Void> ready() {
        return model.ready();
    }

    @Override
    public boolean gives(int dimension) {
        return model.gives(dimension);
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public int maxQueryTokens() {
        return model.maxQueryTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public ModelLanguages languages() {
        return model.languages();
    }

    @Override
    public Uni<float[]> embedQuery(String query) {
        return cache.get(model.id(), query, () -> model.embedQuery(query));
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts) {
        return model.embedDocuments(texts);
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts, IntConsumer embedded) {
        return model.embedDocuments(texts, embedded);
    }
}
