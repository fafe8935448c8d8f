package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.engine.buffer.Freshness;
import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.engine.livesearch.BufferScans;
import dev.lockstep.engine.livesearch.SearchSettings;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import dev.lockstep.stores.points.Leg;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks Qdrant and the write buffer, leg by leg, and merges what they know. */
@ApplicationScoped
class Legs {

    private final Freshness freshness;
    private final WriteBuffer buffer;
    private final PointStore points;
    private final BufferScans scans;
    private final SearchSettings settings;

    Legs(Freshness freshness, WriteBuffer buffer, PointStore points, BufferScans scans, SearchSettings settings) {
        this.freshness = freshness;
        this.buffer = buffer;
        this.points = points;
        this.scans = scans;
        this.settings = settings;
    }

    /** Makes the buffer complete; this must have been done before {@link #find}. */
    Uni<Unsettled> refresh() {
        return freshness.ensure();
    }

    /**
     * Finds the best of all targets, leg by leg.
     *
     * @param depth at most so many of each leg
     */
    Uni<Rankings> find(List<Target> targets, int depth, Course course) {
        // The snapshots come first: what is evicted after it is visible in Qdrant by then.
        List<List<BufferedPart>> snapshots =
                buffer.snapshots(targets.stream().map(Target::knowledgeBase).toList());
        List<Uni<Rankings>> each = IntStream.range(0, targets.size())
                .filter(i -> !targets.get(i).legs().isEmpty())
                .mapToObj(i -> find(targets.get(i), snapshots.get(i), depth, course))
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(Rankings.NONE)
                : Uni.join().all(each).andFailFast().map(found -> Rankings.best(found, depth));
    }

    private Uni<Rankings> find(Target target, List<BufferedPart> snapshot, int depth, Course course) {
        Uni<Map<LegName, List<Candidate>>> indexed =
                course.watch().time(Stage.POINTS, () -> indexed(target, depth, course));
        Uni<Map<LegName, List<Candidate>>> buffered =
                course.watch().time(Stage.BUFFER, () -> buffered(target, snapshot, depth, course));
        return Uni.combine().all().unis(indexed, buffered).asTuple().map(both -> {
            Map<LegName, List<Candidate>> legs = new EnumMap<>(LegName.class);
            boolean more = false;
            for (LegName name : target.legs().keySet()) {
                List<Candidate> index = both.getItem1().get(name);
                List<Candidate> merged = Rankings.merge(index, both.getItem2().get(name));
                more |= index.size() >= depth || merged.size() > depth;
                legs.put(name, Rankings.first(merged, depth));
            }
            return new Rankings(legs, more);
        });
    }

    private Uni<Map<LegName, List<Candidate>>> indexed(Target target, int depth, Course course) {
        KnowledgeBase knowledgeBase = target.knowledgeBase();
        return points.nearest(
                        knowledgeBase.collection(),
                        knowledgeBase.id(),
                        legs(target),
                        target.filter(),
                        depth,
                        null,
                        deadline(course))
                .map(found -> byName(found, target, Source.INDEX));
    }

    private Uni<Map<LegName, List<Candidate>>> buffered(
            Target target, List<BufferedPart> snapshot, int depth, Course course) {
        return scans.nearest(
                        target.knowledgeBase().collection(),
                        snapshot,
                        legs(target),
                        target.filter(),
                        depth,
                        null,
                        deadline(course))
                .map(found -> byName(found, target, Source.BUFFER));
    }

    private static List<Leg> legs(Target target) {
        return List.copyOf(target.legs().values());
    }

    private Deadline deadline(Course course) {
        return course.deadline().atMost(settings.pointsTimeout());
    }

    /** @param found in the order of the target's legs */
    private static Map<LegName, List<Candidate>> byName(List<List<Near>> found, Target target, Source source) {
        Map<LegName, List<Candidate>> named = new EnumMap<>(LegName.class);
        Iterator<List<Near>> next = found.iterator();
        target.legs().keySet().forEach(name -> named.put(name, candidates(next.next(), target, source)));
        return named;
    }

    static List<Candidate> candidates(List<Near> near, Target target, Source source) {
        return near.stream()
                .map(found -> new Candidate(found.id(), target.knowledgeBase().id(), found.score(), source))
                .toList();
    }
}
