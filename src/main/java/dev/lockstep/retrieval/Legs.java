package dev.lockstep.retrieval;

import dev.lockstep.buffer.Freshness;
import dev.lockstep.buffer.WriteBuffer;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Point;
import dev.lockstep.nearest.BufferScan;
import dev.lockstep.nearest.Rarity;
import dev.lockstep.nearest.SearchSettings;
import dev.lockstep.points.Leg;
import dev.lockstep.points.PointStore;
import dev.lockstep.points.PointStore.Near;
import dev.lockstep.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks Qdrant and the write buffer, leg by leg, and merges what they know. */
@ApplicationScoped
class Legs {

    /** Scans of larger snapshots would keep the event loop busy. */
    private static final int SCANNED_AT_ONCE = 200;

    private final Freshness freshness;
    private final WriteBuffer buffer;
    private final PointStore points;
    private final Rarity rarity;
    private final SearchSettings settings;

    Legs(Freshness freshness, WriteBuffer buffer, PointStore points, Rarity rarity, SearchSettings settings) {
        this.freshness = freshness;
        this.buffer = buffer;
        this.points = points;
        this.rarity = rarity;
        this.settings = settings;
    }

    /** Makes the buffer complete; must have been done before {@link #find}. */
    Uni<Void> refresh() {
        return freshness.ensure();
    }

    /**
     * The best of all targets, leg by leg.
     *
     * @param depth at most so many of each leg
     */
    Uni<Rankings> find(List<Target> targets, int depth, Course course) {
        // The snapshots come first: what is evicted after it is visible in Qdrant by then.
        List<List<List<Point>>> snapshots =
                buffer.snapshots(targets.stream().map(Target::knowledgeBase).toList());
        List<Uni<Rankings>> each = IntStream.range(0, targets.size())
                .filter(i -> !targets.get(i).legs().isEmpty())
                .mapToObj(i -> find(targets.get(i), snapshots.get(i), depth, course))
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(Rankings.NONE)
                : Uni.join().all(each).andFailFast().map(found -> Rankings.best(found, depth));
    }

    private Uni<Rankings> find(Target target, List<List<Point>> snapshot, int depth, Course course) {
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
        List<LegName> names = new ArrayList<>(target.legs().keySet());
        List<Leg> legs = names.stream().map(target.legs()::get).toList();
        return points.nearest(
                        knowledgeBase.collection(),
                        knowledgeBase.id(),
                        legs,
                        target.filter(),
                        depth,
                        null,
                        deadline(course))
                .map(lists -> {
                    Map<LegName, List<Candidate>> found = new EnumMap<>(LegName.class);
                    for (int i = 0; i < names.size(); i++) {
                        found.put(names.get(i), candidates(lists.get(i), target, Source.INDEX));
                    }
                    return found;
                });
    }

    private Uni<Map<LegName, List<Candidate>>> buffered(
            Target target, List<List<Point>> snapshot, int depth, Course course) {
        int size = snapshot.stream().mapToInt(List::size).sum();
        if (size == 0) {
            return Uni.createFrom().item(scan(target, snapshot, depth));
        }
        return weighted(target, snapshot, course)
                .chain(weighted -> size <= SCANNED_AT_ONCE
                        ? Uni.createFrom().item(scan(weighted, snapshot, depth))
                        : CallerContext.compute(() -> scan(weighted, snapshot, depth)));
    }

    /** Qdrant multiplies the rarity of terms in by itself. */
    private Uni<Target> weighted(Target target, List<List<Point>> snapshot, Course course) {
        return target.legs().get(LegName.LEXICAL) instanceof Leg.Lexical lexical
                ? rarity.weigh(target.knowledgeBase().collection(), lexical.query(), snapshot, deadline(course))
                        .map(query -> target.with(LegName.LEXICAL, new Leg.Lexical(query)))
                : Uni.createFrom().item(target);
    }

    private Deadline deadline(Course course) {
        return course.deadline().atMost(settings.pointsTimeout());
    }

    private static Map<LegName, List<Candidate>> scan(Target target, List<List<Point>> snapshot, int depth) {
        Map<LegName, List<Candidate>> found = new EnumMap<>(LegName.class);
        target.legs()
                .forEach((name, leg) -> found.put(
                        name,
                        candidates(
                                BufferScan.nearest(snapshot, leg, target.filter(), depth, null),
                                target,
                                Source.BUFFER)));
        return found;
    }

    static List<Candidate> candidates(List<Near> near, Target target, Source source) {
        return near.stream()
                .map(found -> new Candidate(found.id(), target.knowledgeBase().id(), found.score(), source))
                .toList();
    }
}
