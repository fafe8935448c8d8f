package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointHome;
import dev.lockstep.domain.PointId;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.LegResult;
import dev.lockstep.engine.livesearch.NearestPoints;
import dev.lockstep.engine.livesearch.PointQuery;
import dev.lockstep.engine.livesearch.Rarity;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks Qdrant and the write buffer, leg by leg, as far as each target has them. */
@ApplicationScoped
class Legs {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final NearestPoints points;
    private final Rarity rarity;
    private final SearchSettings settings;

    Legs(NearestPoints points, Rarity rarity, SearchSettings settings) {
        this.points = points;
        this.rarity = rarity;
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
                : Uni.combine()
                        .all()
                        .unis(
                                points.find(buffer, queries(asked), depth, deadline(trace), trace.watch()),
                                masses(asked, deadline(trace)))
                        .with((found, masses) -> Rankings.best(rankings(asked, found, masses), depth));
    }

    /** How much all words of the query weigh in each knowledge base. No search waits long for it, or fails because of it. */
    private Uni<Map<KnowledgeBaseId, Float>> masses(List<SearchTarget> targets, Deadline deadline) {
        List<Uni<Float>> each = targets.stream()
                .map(target -> target.legs().containsKey(LegName.LEXICAL)
                        ? mass(target, deadline)
                        : Uni.createFrom().item(1f))
                .toList();
        return Uni.join().all(each).andFailFast().map(masses -> {
            Map<KnowledgeBaseId, Float> byKnowledgeBase = new HashMap<>();
            for (int i = 0; i < masses.size(); i++) {
                byKnowledgeBase.put(targets.get(i).knowledgeBase().id(), masses.get(i));
            }
            return byKnowledgeBase;
        });
    }

    private Uni<Float> mass(SearchTarget target, Deadline deadline) {
        return rarity.mass(target.knowledgeBase().collection(), target.terms(), deadline)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> Rarity.usualMass(target.terms()))
                .map(mass -> mass / readings(target));
    }

    /** Of several readings of the query one is right, and many words are alike in two of them. */
    private static float readings(SearchTarget target) {
        return 1 + (Math.max(1, target.words().languages().size()) - 1) / 2f;
    }

    private static List<PointQuery> queries(List<SearchTarget> targets) {
        return targets.stream().map(Legs::query).toList();
    }

    private static PointQuery query(SearchTarget target) {
        KnowledgeBase knowledgeBase = target.knowledgeBase();
        PointHome home = new PointHome(knowledgeBase.id().scope(), knowledgeBase.collection());
        return new PointQuery(
                home, List.copyOf(target.legs().values()), target.documents().filter(), null);
    }

    private Deadline deadline(SearchTrace trace) {
        return trace.deadline().atMost(settings.pointsTimeout());
    }

    private static List<Rankings> rankings(
            List<SearchTarget> targets, List<List<LegResult>> found, Map<KnowledgeBaseId, Float> masses) {
        return IntStream.range(0, targets.size())
                .mapToObj(i -> rankings(targets.get(i), found.get(i), masses))
                .toList();
    }

    /** @param found in the order of the target's legs */
    private static Rankings rankings(SearchTarget target, List<LegResult> found, Map<KnowledgeBaseId, Float> masses) {
        Map<LegName, List<Candidate>> legs = new EnumMap<>(LegName.class);
        Iterator<LegResult> next = found.iterator();
        for (LegName name : target.legs().keySet()) {
            LegResult nearest = next.next();
            legs.put(name, candidates(nearest.best(), target, point -> source(nearest, point)));
        }
        return new Rankings(legs, masses, found.stream().anyMatch(LegResult::more));
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
