package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.ModelPoints.Point;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.ClearPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.Writes.A;
import static dev.lockstep.embedded.qdrant.Writes.B;
import static dev.lockstep.embedded.qdrant.Writes.WORDS;
import static dev.lockstep.embedded.qdrant.Writes.filter;
import static dev.lockstep.embedded.qdrant.Writes.ids;
import static dev.lockstep.embedded.qdrant.Writes.where;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static org.assertj.core.api.Assertions.assertThat;

/** Random operations of every kind come to what they come to in plain maps, applied at once or from the log. */
class RandomWritesTest {
    private static final int ROUNDS = Integer.getInteger("lockstep.writes.rounds", 2);
    private static final int OPERATIONS = 80;
    private static final int POINTS = 30;
    private static final List<String> VECTORS = List.of(A, B, WORDS);

    private final long seed = Long.getLong("lockstep.writes.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ModelPoints model = new ModelPoints();

    @Test
    void thePointsAreThoseOfTheModel(@TempDir Path directory) {
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            var ignored = Writes.create(qdrant, 1, Distance.Dot);
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
                compare(new Writes(qdrant), "from the log, round " + round);
                run(new Writes(qdrant));
                compare(new Writes(qdrant), "applied at once, round " + round);
            }
            try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withHook(new Gate()))) {
                for (int i = 0; i < OPERATIONS; i++) {
                    var ignored = new Writes(qdrant).log(next(new ArrayList<>()));
                }
            }
        }
    }

    private void run(Writes writes) {
        for (int i = 0; i < OPERATIONS; i++) {
            List<Long> missing = new ArrayList<>();
            PointsUpdateOperation operation = next(missing);
            if (random.nextInt(6) > 0 && i < OPERATIONS - 1) {
                writes.log(operation);
            } else {
                assertThat(missing(() -> writes.apply(operation)))
                        .as("seed %d, a missing point of %s is told", seed, operation)
                        .isEqualTo(!missing.isEmpty());
            }
        }
    }

    private static boolean missing(Runnable call) {
        try {
            call.run();
            return false;
        } catch (StatusRuntimeException e) {
            assertThat(e).hasMessageStartingWith("NOT_FOUND");
            return true;
        }
    }

    private void compare(Writes writes, String when) {
        Map<Long, RetrievedPoint> stored = writes.all();
        assertThat(stored.keySet()).as("seed %d, %s", seed, when).isEqualTo(model.points.keySet());
        model.points.forEach((id, point) -> {
            RetrievedPoint found = stored.get(id);
            assertThat(found.getPayloadMap())
                    .as("seed %d, %s, point %d", seed, when, id)
                    .isEqualTo(point.payload());
            Map<String, Float> vectors = new HashMap<>();
            found.getVectors()
                    .getVectors()
                    .getVectorsMap()
                    .forEach((name, vector) -> vectors.put(
                            name,
                            vector.hasSparse()
                                    ? vector.getSparse().getValues(0)
                                    : vector.getDense().getData(0)));
            assertThat(vectors).as("seed %d, %s, point %d", seed, when, id).isEqualTo(point.vectors);
        });
    }

    /** An operation, which has been applied to the model. */
    private PointsUpdateOperation next(List<Long> missing) {
        PointsUpdateOperation.Builder operation = PointsUpdateOperation.newBuilder();
        long n = random.nextInt(4);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> operation.setUpsert(upsert());
            case 3 ->
                operation.setSetPayload(SetPayload.newBuilder()
                        .putPayload("n", value(n))
                        .putPayload("m", nullValue())
                        .setPointsSelector(changed(missing, point -> {
                            point.fields.put("n", n);
                            point.fields.remove("m");
                        })));
            case 4 ->
                operation.setSetPayload(SetPayload.newBuilder()
                        .setKey("o")
                        .putPayload("x", value(n))
                        .setPointsSelector(changed(missing, point -> {
                            point.object = point.object == null ? new HashMap<>() : point.object;
                            point.object.put("x", n);
                        })));
            case 5 ->
                operation.setOverwritePayload(OverwritePayload.newBuilder()
                        .putPayload("n", value(n))
                        .putPayload("o", value(Map.of("y", value(n))))
                        .setPointsSelector(changed(missing, point -> {
                            point.fields.clear();
                            point.fields.put("n", n);
                            point.object = new HashMap<>(Map.of("y", n));
                        })));
            case 6 ->
                operation.setDeletePayload(DeletePayload.newBuilder()
                        .addKeys("o.x")
                        .addKeys("m")
                        .setPointsSelector(changed(missing, point -> {
                            point.fields.remove("m");
                            if (point.object != null) {
                                point.object.remove("x");
                            }
                        })));
            case 7 ->
                operation.setClearPayload(ClearPayload.newBuilder().setPoints(changed(missing, point -> {
                    point.fields.clear();
                    point.object = null;
                })));
            case 8 -> vectors(operation, missing);
            default -> operation.setDeletePoints(DeletePoints.newBuilder().setPoints(deleted()));
        }
        return operation.build();
    }

    private PointStructList upsert() {
        PointStructList.Builder upsert = PointStructList.newBuilder();
        UpdateMode mode = UpdateMode.forNumber(random.nextInt(3));
        upsert.setUpdateMode(mode);
        long n = random.nextInt(4);
        boolean filtered = random.nextInt(3) == 0;
        if (filtered) {
            upsert.setUpdateFilter(filter(match("n", n)));
        }
        Map<Long, Point> written = new HashMap<>();
        for (long id : someIds()) {
            Point point = new Point();
            point.fields.put("n", (long) random.nextInt(4));
            point.fields.put("m", (long) random.nextInt(4));
            VECTORS.stream().filter(name -> random.nextBoolean()).forEach(name -> point.vectors.put(name, number()));
            upsert.addPoints(struct(id, point));
            Point before = model.points.get(id);
            boolean wanted = before == null
                    ? mode != UpdateMode.UpdateOnly
                    : mode != UpdateMode.InsertOnly && (!filtered || before.hasN(n));
            if (wanted) {
                written.put(id, point);
            }
        }
        model.points.putAll(written);
        return upsert.build();
    }

    private void vectors(PointsUpdateOperation.Builder operation, List<Long> missing) {
        if (random.nextBoolean()) {
            String name = VECTORS.get(random.nextInt(VECTORS.size()));
            operation.setDeleteVectors(DeleteVectors.newBuilder()
                    .setVectors(VectorsSelector.newBuilder().addNames(name))
                    .setPointsSelector(changed(missing, point -> point.vectors.remove(name))));
            return;
        }
        UpdateVectors.Builder update = UpdateVectors.newBuilder();
        long n = random.nextInt(4);
        boolean filtered = random.nextBoolean();
        if (filtered) {
            update.setUpdateFilter(filter(match("n", n)));
        }
        for (long id : someIds()) {
            Map<String, Float> vectors = Map.of(VECTORS.get(random.nextInt(VECTORS.size())), number());
            update.addPoints(Writes.vectors(id, encoded(vectors)));
            missing.addAll(model.change(List.of(id), point -> {
                if (!filtered || point.hasN(n)) {
                    point.vectors.putAll(vectors);
                }
            }));
        }
        operation.setUpdateVectors(update);
    }

    private PointsSelector changed(List<Long> missing, Consumer<Point> change) {
        if (random.nextBoolean()) {
            long n = random.nextInt(4);
            var none = model.change(model.withN(n), change);
            assertThat(none).isEmpty();
            return where(match("n", n));
        }
        List<Long> wanted = someIds();
        missing.addAll(model.change(wanted, change));
        return ids(wanted.stream().mapToLong(id -> id).toArray());
    }

    private PointsSelector deleted() {
        long n = random.nextInt(4);
        List<Long> wanted = random.nextBoolean() ? someIds() : List.of();
        model.points.keySet().removeAll(wanted.isEmpty() ? model.withN(n) : wanted);
        return wanted.isEmpty()
                ? where(match("n", n))
                : ids(wanted.stream().mapToLong(id -> id).toArray());
    }

    /** At most a group, some of them twice. */
    private List<Long> someIds() {
        return random.longs(1 + random.nextInt(10), 0, POINTS).boxed().toList();
    }

    private float number() {
        return 1 + random.nextInt(1000) / 8f;
    }

    private static PointStruct struct(long id, Point point) {
        return Writes.point(id, point.payload(), encoded(point.vectors));
    }

    private static Map<String, Vector> encoded(Map<String, Float> vectors) {
        Map<String, Vector> encoded = new HashMap<>();
        vectors.forEach((name, number) -> encoded.put(
                name,
                switch (name) {
                    case A -> vector(number);
                    case B -> vector(number, number);
                    default -> vector(List.of(number), List.of(5));
                }));
        return encoded;
    }
}
