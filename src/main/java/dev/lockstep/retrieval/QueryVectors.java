package dev.lockstep.retrieval;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.nearest.SearchSettings;
import dev.lockstep.reactive.CallerContext;
import dev.lockstep.retrieval.Warning.Code;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The vector of a query by the model of a knowledge base. */
@ApplicationScoped
class QueryVectors {

    private final EmbeddingModel model;
    private final Duration timeout;

    QueryVectors(EmbeddingModel model, SearchSettings settings) {
        this.model = model;
        this.timeout = settings.embeddingTimeout();
    }

    /** A vector, or why there is none. */
    record Vector(@Nullable Embedding embedding, @Nullable KnowledgeException failure) {}

    /** Throws when the vectors of the knowledge base are not those of the model that runs. */
    void require(KnowledgeBase knowledgeBase) {
        knowledgeBase.requireModel(model.id().value());
    }

    /** Fails only for a query that can't be embedded; a model that is away is an answer too. */
    Uni<Vector> embed(String text, Course course) {
        Uni<Vector> embedded = model.embedQuery(text)
                .ifNoItem()
                .after(timeout)
                .failWith(this::late)
                .map(vector -> new Vector(new Embedding(vector), null))
                .onFailure(failure -> failure instanceof Unavailable || failure instanceof Overloaded)
                .recoverWithItem(failure -> new Vector(null, (KnowledgeException) failure));
        return CallerContext.resume(course.watch().time(Stage.EMBED, () -> embedded))
                .call(() -> checkLength(text, course));
    }

    private Unavailable late() {
        return new Unavailable(
                ErrorCode.DEADLINE_EXCEEDED,
                "the query was not embedded within " + timeout + " (lockstep.search.embedding-timeout)",
                null);
    }

    /** No text has more tokens than characters. */
    private Uni<Void> checkLength(String text, Course course) {
        return text.length() <= model.maxQueryTokens()
                ? Uni.createFrom().voidItem()
                : CallerContext.compute(() -> model.tokenizer().count(text))
                        .invoke(tokens -> warnIfCut(tokens, course))
                        .replaceWithVoid();
    }

    private void warnIfCut(int tokens, Course course) {
        if (tokens > model.maxQueryTokens()) {
            course.truncated(new Truncation(model.maxQueryTokens(), tokens));
            course.warn(
                    Code.QUERY_TRUNCATED,
                    "the query has " + tokens + " tokens; the embedding model read the first "
                            + model.maxQueryTokens());
        }
    }
}
