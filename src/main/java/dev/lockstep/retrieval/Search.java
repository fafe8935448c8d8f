package dev.lockstep.retrieval;

import dev.lockstep.catalog.KnowledgeBases;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Tenant;
import dev.lockstep.embedding.EmbeddingModels;
import dev.lockstep.filtering.Filters;
import dev.lockstep.nearest.Answering;
import dev.lockstep.nearest.QueryRules;
import dev.lockstep.nearest.Question;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Answers queries. */
@ApplicationScoped
public class Search {

    private final KnowledgeBases knowledgeBases;
    private final Filters filters;
    private final EmbeddingModels models;
    private final Candidates candidates;
    private final QueryRules rules;
    private final Answering answering;

    Search(
            KnowledgeBases knowledgeBases,
            Filters filters,
            EmbeddingModels models,
            Candidates candidates,
            QueryRules rules,
            Answering answering) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.models = models;
        this.candidates = candidates;
        this.rules = rules;
        this.answering = answering;
    }

    /** The live chunks nearest to the query. Whatever was acknowledged before the call is searched, all of it. */
    public Uni<SearchResult> search(Tenant tenant, String name, SearchRequest request) {
        long begun = System.nanoTime();
        Question question = rules.accept(request.query(), request.limit(), request.threshold(), request.filter());
        return answering
                .bounded(() -> hits(tenant, name, question))
                .map(hits -> new SearchResult(hits, Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Switches of one knowledge base during one search, at most. */
    private static final int RESTARTS = 3;

    /** Begun anew, query and all, when another generation of the knowledge base serves before it has ended. */
    private Uni<List<Hit>> hits(Tenant tenant, String name, Question question) {
        return Uni.createFrom()
                .deferred(() -> hitsOfOneGeneration(tenant, name, question))
                .onFailure(Search::wasReembedded)
                .retry()
                .atMost(RESTARTS);
    }

    private static boolean wasReembedded(Throwable failure) {
        return failure instanceof Conflict conflict && conflict.code() == ErrorCode.KNOWLEDGE_BASE_REEMBEDDED;
    }

    private record Target(KnowledgeBase knowledgeBase, Filter filter, Embedding query) {}

    private Uni<List<Hit>> hitsOfOneGeneration(Tenant tenant, String name, Question question) {
        Uni<Target> target = knowledgeBases.require(tenant, name).chain(found -> Uni.combine()
                .all()
                .unis(
                        filters.resolve(found, question.filter()),
                        models.of(found).embedQuery(question.query()))
                .with((filter, vector) -> new Target(found, filter, new Embedding(vector))));
        return Uni.combine()
                .all()
                .unis(target, candidates.refresh())
                .asTuple()
                .chain(ready -> hits(ready.getItem1(), question));
    }

    /** A collection that is gone may be one of a generation that was removed meanwhile. */
    private Uni<List<Hit>> hits(Target target, Question question) {
        return candidates
                .hits(target.knowledgeBase(), target.query(), question.with(target.filter()))
                .onFailure(Inconsistent.class)
                .recoverWithUni(refused -> knowledgeBases
                        .requireUnmoved(target.knowledgeBase())
                        .chain(() -> Uni.createFrom().failure(refused)));
    }
}
