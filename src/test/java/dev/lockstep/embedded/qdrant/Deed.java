package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;

/**
 * One operation of a random history: what is sent, and what a collection holds after it.
 *
 * @param text tells it in failures
 */
record Deed(String text, Request request, Effect effect) {
    /** To be waited for: everything before it is applied then. */
    static final Deed NOTHING = new Deed(
            "nothing",
            deletion(PointsSelector.newBuilder()
                    .setPoints(PointsIdsList.newBuilder().addIds(id(1_000_000)))
                    .build()),
            held -> {});

    private static final int IDS = 50;
    private static final int MOST_POINTS = 70;
    private static final List<String> KINDS = List.of("a", "b", "c");

    /** Sends it to a collection. */
    interface Request {
        void send(PointsBlockingStub points, String collection, boolean wait);
    }

    /** Changes the points by number, each told as a text. */
    interface Effect {
        void on(Map<Long, String> points);
    }

    Map<Long, String> after(Map<Long, String> before) {
        Map<Long, String> points = new TreeMap<>(before);
        effect.on(points);
        return points;
    }

    /** No two of one history leave the same points, unless they change none. */
    static Deed random(SplittableRandom random, int number) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> deleteByIds(random);
            case 2 -> deleteByKind(KINDS.get(random.nextInt(KINDS.size())));
            default -> upsert(random, number);
        };
    }

    private static Deed upsert(SplittableRandom random, int number) {
        List<PointStruct> points = new ArrayList<>();
        Map<Long, String> written = new TreeMap<>();
        for (int i = random.nextInt(8) == 0 ? random.nextInt(MOST_POINTS) : random.nextInt(4); i >= 0; i--) {
            long id = random.nextInt(IDS);
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            points.add(point(id, Map.of("n", value(number), "kind", value(kind)), number, i));
            written.put(id, content(number, kind, List.of((float) number, (float) i)));
        }
        return new Deed(
                "upsert " + written,
                (stub, collection, wait) -> {
                    var ignored = stub.upsert(UpsertPoints.newBuilder()
                            .setCollectionName(collection)
                            .addAllPoints(points)
                            .setWait(wait)
                            .build());
                },
                held -> held.putAll(written));
    }

    static String content(long number, String kind, List<Float> vector) {
        return number + kind + vector;
    }

    private static Deed deleteByIds(SplittableRandom random) {
        List<Long> ids = random.longs(1 + random.nextInt(5), 0, IDS).boxed().toList();
        PointsIdsList.Builder list = PointsIdsList.newBuilder();
        ids.forEach(number -> list.addIds(id(number)));
        return new Deed(
                "delete " + ids,
                deletion(PointsSelector.newBuilder().setPoints(list).build()),
                held -> held.keySet().removeAll(ids));
    }

    private static Deed deleteByKind(String kind) {
        return new Deed(
                "delete kind " + kind,
                deletion(PointsSelector.newBuilder()
                        .setFilter(Filter.newBuilder().addMust(matchKeyword("kind", kind)))
                        .build()),
                held -> held.values().removeIf(content -> content.contains(kind)));
    }

    private static Request deletion(PointsSelector selector) {
        return (stub, collection, wait) -> {
            var ignored = stub.delete(DeletePoints.newBuilder()
                    .setCollectionName(collection)
                    .setPoints(selector)
                    .setWait(wait)
                    .build());
        };
    }
}
