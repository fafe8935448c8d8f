package dev.lockstep.features.search;

import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.engine.livesearch.Stopwatch;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Reranking.Judged;
import dev.lockstep.features.search.SearchRequest.Extra;
import dev.lockstep.features.search.Warning.Code;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a page of what was found: cuts it, puts to each hit what was asked for, and says where the next page begins. */
@ApplicationScoped
class ResultPages {

    private final Contexts contexts;
    private final Annotations annotations;
    private final SearchSettings settings;

    ResultPages(Contexts contexts, Annotations annotations, SearchSettings settings) {
        this.contexts = contexts;
        this.annotations = annotations;
        this.settings = settings;
    }

    /** @param judged all hits there are, as far as they were looked for, best first */
    Uni<SearchResult> of(Query query, List<SearchTarget> targets, List<Judged> judged, SearchTrace trace) {
        List<Judged> shown = Rankings.first(judged, query.limit());
        List<Item> items = shown.stream().flatMap(hit -> hit.group().stream()).toList();
        return Uni.combine()
                .all()
                .unis(contexts.of(items, query.neighbours(), trace), annotations.of(items, query, targets, trace))
                .asTuple()
                .map(ready -> {
                    HitAssembly assembly = new HitAssembly(query, targets, ready.getItem1(), ready.getItem2());
                    List<Judged> ordered = query.wants(Extra.CLOSER_LOOK)
                            ? new CloserLook(query, targets, ready.getItem2()).at(shown)
                            : shown;
                    List<Hit> hits = ordered.stream().map(assembly::hit).toList();
                    return result(query, hits, nextCursor(query, hits, judged.size() > hits.size(), trace), trace);
                });
    }

    private @Nullable String nextCursor(Query query, List<Hit> hits, boolean hasMore, SearchTrace trace) {
        if (!hasMore) {
            return null;
        }
        ShownHits shown =
                query.shown().and(hits.stream().map(hit -> identity(query, hit)).toList());
        if (shown.size() >= settings.maxPaged()) {
            trace.warn(
                    Code.PAGING_LIMIT_REACHED,
                    "there are more hits, but no more than " + settings.maxPaged()
                            + " can be paged through (lockstep.search.max-paged): narrow the query or the filter");
            return null;
        }
        return PageCursor.encode(query.fingerprint(), shown);
    }

    private static UUID identity(Query query, Hit hit) {
        return query.perDocument() == null
                ? hit.chunk().id().value()
                : hit.chunk().documentId().value();
    }

    private static SearchResult result(Query query, List<Hit> hits, @Nullable String nextCursor, SearchTrace trace) {
        return new SearchResult(
                query.mode(),
                hits,
                trace.hasWarned(Code.THRESHOLD_NOT_APPLIED) ? null : query.threshold(),
                trace.truncation(),
                trace.degraded(),
                trace.warnings(),
                trace.watch().total(),
                query.wants(Extra.TIMINGS) ? timings(trace.watch()) : Map.of(),
                nextCursor);
    }

    private static Map<String, Duration> timings(Stopwatch watch) {
        Map<String, Duration> timings = new LinkedHashMap<>();
        watch.stages().forEach((stage, time) -> timings.put(stage.wireName(), time));
        return timings;
    }
}
