package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GroupId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;

/** Points in groups, by the values they have. A point with several values is in several groups. */
final class PointGroups {
    private final Shape shape;
    private final Comparator<PointCandidate> bestFirst;
    private final Map<GroupId, List<PointCandidate>> groups = new LinkedHashMap<>();
    private final Set<BytesRef> seen = new HashSet<>();

    PointGroups(Shape shape, Comparator<PointCandidate> bestFirst) {
        this.shape = shape;
        this.bestFirst = bestFirst;
    }

    /**
     * How many groups to find and how many points of each.
     *
     * @param count of groups
     * @param size of one
     */
    record Shape(int count, int size) {
        Shape {
            if ((long) count * size > QueryLimits.MOST) {
                throw ErrorStatus.badInput(
                        "%d groups of %d points are more than the %d points that one answer of the embedded Qdrant can have"
                                .formatted(count, size, QueryLimits.MOST));
            }
        }

        int points() {
            return count * size;
        }
    }

    /** Puts the point in the groups of these values. A value that names no group keeps the point out of all, as in Qdrant. */
    void add(PointCandidate point, List<Value> values) {
        seen.add(point.key());
        if (!values.stream().allMatch(PointGroups::namesGroup)) {
            return;
        }
        values.stream().map(PointGroups::id).distinct().forEach(id -> groups.computeIfAbsent(
                        id, ignored -> new ArrayList<>())
                .add(point));
    }

    private static boolean namesGroup(Value value) {
        return value.hasStringValue() || value.hasIntegerValue();
    }

    private static GroupId id(Value value) {
        GroupId.Builder id = GroupId.newBuilder();
        if (value.hasStringValue()) {
            return id.setStringValue(value.getStringValue()).build();
        }
        long number = value.getIntegerValue();
        return number < 0
                ? id.setIntegerValue(number).build()
                : id.setUnsignedValue(number).build();
    }

    /** The points that were added, whether or not they are in a group. */
    Set<BytesRef> seen() {
        return seen;
    }

    Stream<GroupId> full() {
        return groups.keySet().stream().filter(this::isFull);
    }

    Stream<GroupId> bestButNotFull() {
        return best().keySet().stream().filter(id -> !isFull(id));
    }

    private boolean isFull(GroupId id) {
        return groups.get(id).size() >= shape.size();
    }

    boolean areEnough() {
        Map<GroupId, List<PointCandidate>> best = best();
        return best.size() == shape.count() && best.keySet().stream().allMatch(this::isFull);
    }

    /** The groups with the best points, each with its best points. */
    Map<GroupId, List<PointCandidate>> best() {
        Map<GroupId, PointCandidate> bests = new HashMap<>();
        groups.forEach(
                (id, points) -> bests.put(id, points.stream().min(bestFirst).orElseThrow()));
        Map<GroupId, List<PointCandidate>> best = new LinkedHashMap<>();
        groups.keySet().stream()
                .sorted(Comparator.comparing(bests::get, bestFirst))
                .limit(shape.count())
                .forEach(id -> best.put(
                        id,
                        groups.get(id).stream()
                                .sorted(bestFirst)
                                .limit(shape.size())
                                .toList()));
        return best;
    }
}
