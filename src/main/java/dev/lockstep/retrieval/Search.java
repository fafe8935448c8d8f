package dev.lockstep.retrieval;

import dev.lockstep.catalog.KnowledgeBases;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Tenant;
import dev.lockstep.embedding.EmbeddingModels;
import dev.lockstep.filtering.Filters;
import dev.lockstep.nearest.Answering;
import dev.lockstep.nearest.QueryRules;
import dev.lockstep.nearest.Question;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
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

    private record Scope(KnowledgeBase knowledgeBase, Filter filter, Embedding query) {}

    private Uni<List<Hit>> hits(Tenant tenant, String name, Question question) {
        Uni<Scope> scope = knowledgeBases.require(tenant, name).chain(found -> filters.resolve(found, question.filter())
                .chain(filter -> models.of(found)
                        .embedQuery(question.query())
                        .map(vector -> new Scope(found, filter, new Embedding(vector)))));
        return Uni.combine()
                .all()
                .unis(scope, candidates.refresh())
                .asTuple()
                .map(Tuple2::getItem1)
                .chain(ready -> candidates.hits(ready.knowledgeBase(), ready.query(), question.with(ready.filter())));
    }
}
