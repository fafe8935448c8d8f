package dev.lockstep.features.search;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.Warning.Code;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the vectors of one query by each model that is needed, each once. */
final class QueryVectors {

    private final String text;
    private final Duration timeout;
    private final SearchTrace trace;
    private final Map<String, Uni<Vector>> byModel = new ConcurrentHashMap<>();

    QueryVectors(String text, Duration timeout, SearchTrace trace) {
        this.text = text;
        this.timeout = timeout;
        this.trace = trace;
    }

    /** A vector, or why there is none; neither when none was asked for. */
    record Vector(@Nullable Embedding embedding, @Nullable KnowledgeException failure) {
        static final Vector NONE = new Vector(null, null);
    }

    /** Makes the vector by a model. It fails only for a query that can't be embedded; a model that is away is an answer too. */
    Uni<Vector> by(EmbeddingModel model) {
        return CallerContext.resume(byModel.computeIfAbsent(
                model.id().value(), id -> embed(model).memoize().indefinitely()));
    }

    private Uni<Vector> embed(EmbeddingModel model) {
        return trace.watch()
                .time(
                        Stage.EMBED,
                        () -> model.embedQuery(text).ifNoItem().after(timeout).failWith(this::late))
                .map(vector -> new Vector(new Embedding(vector), null))
                .onFailure(failure -> failure instanceof Unavailable || failure instanceof Overloaded)
                .recoverWithItem(failure -> new Vector(null, (KnowledgeException) failure))
                .call(() -> checkLength(model));
    }

    private Unavailable late() {
        return new Unavailable(
                ErrorCode.DEADLINE_EXCEEDED,
                "the query was not embedded within " + timeout + " (lockstep.search.embedding-timeout)",
                null);
    }

    /** Checks the length. No text has more tokens than characters. */
    private Uni<Void> checkLength(EmbeddingModel model) {
        return text.length() <= model.maxQueryTokens()
                ? Uni.createFrom().voidItem()
                : CallerContext.compute(() -> model.tokenizer().count(text))
                        .invoke(tokens -> warnIfCut(tokens, model.maxQueryTokens()))
                        .replaceWithVoid();
    }

    private void warnIfCut(int tokens, int read) {
        if (tokens > read) {
            trace.truncated(new Truncation(read, tokens));
            trace.warn(
                    Code.QUERY_TRUNCATED,
                    "the query has " + tokens + " tokens; the embedding model read the first " + read);
        }
    }
}
