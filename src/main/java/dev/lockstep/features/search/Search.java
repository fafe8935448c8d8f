package dev.lockstep.features.search;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.QueryAdmission;
import dev.lockstep.engine.livesearch.SearchSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers queries. */
@ApplicationScoped
public class Search {

    /** A search begins anew at most so often because of switches. */
    private static final int RESTARTS = 3;

    private final SearchRules rules;
    private final QueryAdmission answering;
    private final SearchTargets targets;
    private final LanguageCheck languages;
    private final LiveHits hits;
    private final Reranking reranking;
    private final ResultPages pages;
    private final SearchSettings settings;

    Search(
            SearchRules rules,
            QueryAdmission answering,
            SearchTargets targets,
            LanguageCheck languages,
            LiveHits hits,
            Reranking reranking,
            ResultPages pages,
            SearchSettings settings) {
        this.rules = rules;
        this.answering = answering;
        this.targets = targets;
        this.languages = languages;
        this.hits = hits;
        this.reranking = reranking;
        this.pages = pages;
        this.settings = settings;
    }

    /** Finds the best live chunks for the query. Whatever was acknowledged before the call is searched, all of it. */
    public Uni<SearchResult> search(Caller caller, SearchRequest request) {
        Query query = rules.accept(request);
        Deadline deadline = Deadline.in(settings.timeout());
        return answering.bounded(() -> Uni.createFrom()
                .deferred(() -> answer(caller, query, new SearchTrace(deadline)))
                .onFailure(Search::wasReembedded)
                .retry()
                .atMost(RESTARTS));
    }

    /**
     * Tells whether the switch from one generation of a knowledge base to another overtook the search: it begins anew then, query and
     * all.
     */
    private static boolean wasReembedded(Throwable failure) {
        return Again.of(failure).by(Retrier.SECOND_LOOK);
    }

    private Uni<SearchResult> answer(Caller caller, Query query, SearchTrace trace) {
        return prepare(caller, query, trace)
                .call(ready -> languages.warn(query, ready.targets(), trace))
                .chain(ready -> find(query, ready, trace)
                        .chain(found -> reranking.of(query, found, trace))
                        .chain(judged -> pages.of(query, ready.targets(), judged, trace)));
    }

    private record Ready(List<SearchTarget> targets, CompleteBuffer buffer) {}

    /** A collection that is gone may be one of a generation that was removed meanwhile. */
    private Uni<LiveGroups> find(Query query, Ready ready, SearchTrace trace) {
        SearchPlan ask = new SearchPlan(query, ready.targets(), wanted(query));
        return hits.find(ask, ready.buffer(), trace)
                .onFailure(Inconsistent.class)
                .recoverWithUni(refused -> targets.requireUnmoved(ask.knowledgeBases())
                        .chain(() -> Uni.createFrom().failure(refused)));
    }

    /** What is asked of whom, while the write buffer is made complete. */
    private Uni<Ready> prepare(Caller caller, Query query, SearchTrace trace) {
        return Uni.combine()
                .all()
                .unis(targets.of(caller, query, trace), hits.refresh(trace))
                .with(Ready::new);
    }

    /** One more than a page has tells whether there is another. */
    private static int wanted(Query query) {
        return Math.max(query.limit() + 1, query.rerankDepth());
    }
}
