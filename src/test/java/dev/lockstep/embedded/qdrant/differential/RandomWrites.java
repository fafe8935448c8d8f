package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static io.qdrant.client.VectorsFactory.namedVectors;

/** Every kind of write. */
final class RandomWrites {
    private final SplittableRandom random;
    private final RandomPayloads payloads;
    private final RandomPoints points;
    private final RandomFilters filters;

    RandomWrites(SplittableRandom random, RandomPayloads payloads, RandomPoints points, RandomFilters filters) {
        this.random = random;
        this.payloads = payloads;
        this.points = points;
        this.filters = filters;
    }

    Operation next(String collection) {
        return switch (random.nextInt(20)) {
            case 0 ->
                write(
                        "Delete",
                        DeletePoints.newBuilder().setCollectionName(collection).setPoints(selector()));
            case 1, 2 -> write("SetPayload", payload(collection));
            case 3 ->
                write(
                        "SetPayload",
                        payload(collection).setKey(any(List.of("one", "new.part", "parts[0]", "one.deep"))));
            case 4 -> write("OverwritePayload", payload(collection));
            case 5 ->
                write(
                        "DeletePayload",
                        DeletePayloadPoints.newBuilder()
                                .setCollectionName(collection)
                                .addKeys(payloads.key())
                                .addKeys("one.two")
                                .setPointsSelector(selector()));
            case 6 ->
                write(
                        "ClearPayload",
                        ClearPayloadPoints.newBuilder()
                                .setCollectionName(collection)
                                .setPoints(selector()));
            case 7, 8 -> write("UpdateVectors", update(collection));
            case 9 ->
                write(
                        "DeleteVectors",
                        DeletePointVectors.newBuilder()
                                .setCollectionName(collection)
                                .setPointsSelector(selector())
                                .setVectors(VectorsSelector.newBuilder().addNames(points.vectorName())));
            case 10 -> write("UpdateBatch", batch(collection));
            case 11 -> write("Upsert", upsert(collection).setUpdateMode(UpdateMode.InsertOnly));
            case 12 -> write("Upsert", upsert(collection).setUpdateMode(UpdateMode.UpdateOnly));
            case 13 -> write("Upsert", upsert(collection).setUpdateFilter(filters.next()));
            default -> write("Upsert", upsert(collection));
        };
    }

    private static Operation write(String method, Message.Builder request) {
        return new Operation("qdrant.Points/" + method, request.build()).waiting();
    }

    private UpsertPoints.Builder upsert(String collection) {
        return UpsertPoints.newBuilder().setCollectionName(collection).addAllPoints(some(points::next));
    }

    private SetPayloadPoints.Builder payload(String collection) {
        return SetPayloadPoints.newBuilder()
                .setCollectionName(collection)
                .putAllPayload(payloads.next())
                .setPointsSelector(selector());
    }

    private UpdatePointVectors.Builder update(String collection) {
        UpdatePointVectors.Builder update =
                UpdatePointVectors.newBuilder().setCollectionName(collection).addPoints(vectors());
        return random.nextInt(3) > 0 ? update : update.setUpdateFilter(filters.next());
    }

    private PointVectors vectors() {
        return PointVectors.newBuilder()
                .setId(points.id())
                .setVectors(namedVectors(points.vectors()))
                .build();
    }

    private UpdateBatchPoints.Builder batch(String collection) {
        PointStruct point = points.next();
        PointsSelector same = PointsSelector.newBuilder()
                .setPoints(PointsIdsList.newBuilder().addIds(point.getId()))
                .build();
        return UpdateBatchPoints.newBuilder()
                .setCollectionName(collection)
                .addOperations(PointsUpdateOperation.newBuilder()
                        .setUpsert(PointsUpdateOperation.PointStructList.newBuilder()
                                .addPoints(point)))
                .addOperations(PointsUpdateOperation.newBuilder()
                        .setSetPayload(PointsUpdateOperation.SetPayload.newBuilder()
                                .putAllPayload(payloads.next())
                                .setPointsSelector(same)))
                .addOperations(PointsUpdateOperation.newBuilder()
                        .setDeletePayload(PointsUpdateOperation.DeletePayload.newBuilder()
                                .addKeys(payloads.key())
                                .setPointsSelector(same)));
    }

    private PointsSelector selector() {
        return random.nextInt(3) == 0
                ? PointsSelector.newBuilder().setFilter(filters.next()).build()
                : PointsSelector.newBuilder()
                        .setPoints(PointsIdsList.newBuilder().addAllIds(some(points::id)))
                        .build();
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> List<T> some(Supplier<T> element) {
        return Stream.generate(element).limit(1 + random.nextInt(4)).toList();
    }
}
