package dev.lockstep.retrieval;

import dev.lockstep.catalog.KnowledgeBases;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Tenant;
import dev.lockstep.embedding.EmbeddingModel;
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
    private final EmbeddingModel model;
    private final Candidates candidates;
    private final QueryRules rules;
    private final Answering answering;

    Search(
            KnowledgeBases knowledgeBases,
            Filters filters,
            EmbeddingModel model,
            Candidates candidates,
            QueryRules rules,
            Answering answering) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.model = model;
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

    private record Scope(KnowledgeBase knowledgeBase, Filter filter) {}

    private Uni<List<Hit>> hits(Tenant tenant, String name, Question question) {
        Uni<Scope> scope = knowledgeBases
                .require(tenant, name)
                .invoke(found -> found.requireModel(model.id().value()))
                .chain(found -> filters.resolve(found, question.filter()).map(filter -> new Scope(found, filter)));
        return Uni.combine()
                .all()
                .unis(scope, model.embedQuery(question.query()), candidates.refresh())
                .asTuple()
                .chain(ready -> candidates.hits(
                        ready.getItem1().knowledgeBase(),
                        new Embedding(ready.getItem2()),
                        question.with(ready.getItem1().filter())));
    }
}
