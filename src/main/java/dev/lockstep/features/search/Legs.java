package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.PointHome;
import dev.lockstep.domain.PointId;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.LegResult;
import dev.lockstep.engine.livesearch.NearestPoints;
import dev.lockstep.engine.livesearch.PointQuery;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks Qdrant and the write buffer, leg by leg, as far as each target has them. */
@ApplicationScoped
class Legs {

    private final NearestPoints points;
    private final SearchSettings settings;

    Legs(NearestPoints points, SearchSettings settings) {
        this.points = points;
        this.settings = settings;
    }

    /**
     * Finds the best of all targets, leg by leg.
     *
     * @param depth at most so many of each leg
     */
    Uni<Rankings> find(List<SearchTarget> targets, CompleteBuffer buffer, int depth, SearchTrace trace) {
        List<SearchTarget> asked =
                targets.stream().filter(target -> !target.legs().isEmpty()).toList();
        return asked.isEmpty()
                ? Uni.createFrom().item(Rankings.NONE)
                : points.find(buffer, queries(asked), depth, deadline(trace), trace.watch())
                        .map(found -> Rankings.best(rankings(asked, found), depth));
    }

    private static List<PointQuery> queries(List<SearchTarget> targets) {
        return targets.stream().map(Legs::query).toList();
    }

    private static PointQuery query(SearchTarget target) {
        KnowledgeBase knowledgeBase = target.knowledgeBase();
        PointHome home = new PointHome(knowledgeBase.id().scope(), knowledgeBase.collection());
        return new PointQuery(home, List.copyOf(target.legs().values()), target.filter(), null);
    }

    private Deadline deadline(SearchTrace trace) {
        return trace.deadline().atMost(settings.pointsTimeout());
    }

    private static List<Rankings> rankings(List<SearchTarget> targets, List<List<LegResult>> found) {
        return IntStream.range(0, targets.size())
                .mapToObj(i -> rankings(targets.get(i), found.get(i)))
                .toList();
    }

    /** @param found in the order of the target's legs */
    private static Rankings rankings(SearchTarget target, List<LegResult> found) {
        Map<LegName, List<Candidate>> legs = new EnumMap<>(LegName.class);
        Iterator<LegResult> next = found.iterator();
        for (LegName name : target.legs().keySet()) {
            LegResult nearest = next.next();
            legs.put(name, candidates(nearest.best(), target, point -> source(nearest, point)));
        }
        return new Rankings(legs, found.stream().anyMatch(LegResult::more));
    }

    private static HitSource source(LegResult nearest, PointId point) {
        return nearest.buffered().contains(point) ? HitSource.BUFFER : HitSource.INDEX;
    }

    static List<Candidate> candidates(List<Near> near, SearchTarget target, Function<PointId, HitSource> source) {
        return near.stream()
                .map(found ->
                        new Candidate(found.id(), target.knowledgeBase().id(), found.score(), source.apply(found.id())))
                .toList();
    }
}
