package dev.lockstep.retrieval;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Tenant;
import dev.lockstep.nearest.Answering;
import dev.lockstep.nearest.SearchSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers queries. */
@ApplicationScoped
public class Search {

    private final SearchRules rules;
    private final Answering answering;
    private final Targets targets;
    private final LiveHits hits;
    private final Reranking reranking;
    private final Pages pages;
    private final SearchSettings settings;

    Search(
            SearchRules rules,
            Answering answering,
            Targets targets,
            LiveHits hits,
            Reranking reranking,
            Pages pages,
            SearchSettings settings) {
        this.rules = rules;
        this.answering = answering;
        this.targets = targets;
        this.hits = hits;
        this.reranking = reranking;
        this.pages = pages;
        this.settings = settings;
    }

    /** The best live chunks for the query. Whatever was acknowledged before the call is searched, all of it. */
    public Uni<SearchResult> search(Tenant tenant, SearchRequest request) {
        Query query = rules.accept(request);
        Course course = new Course(Deadline.in(settings.timeout()));
        return answering.bounded(() -> answer(tenant, query, course));
    }

    private Uni<SearchResult> answer(Tenant tenant, Query query, Course course) {
        return prepare(tenant, query, course).chain(ready -> hits.find(new Ask(query, ready, wanted(query)), course)
                .chain(found -> reranking.of(query, found, course))
                .chain(judged -> pages.of(query, ready, judged, course)));
    }

    /** What is asked of whom, while the write buffer is made complete. */
    private Uni<List<Target>> prepare(Tenant tenant, Query query, Course course) {
        return Uni.combine()
                .all()
                .unis(targets.of(tenant, query, course), hits.refresh(course))
                .asTuple()
                .map(ready -> ready.getItem1());
    }

    /** One more than a page has tells whether there is another. */
    private static int wanted(Query query) {
        return Math.max(query.limit() + 1, query.rerankDepth());
    }
}
