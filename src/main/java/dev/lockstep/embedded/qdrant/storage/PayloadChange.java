package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.index.PointChange;
import dev.lockstep.embedded.qdrant.protocol.PayloadPlace;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import java.util.List;
import java.util.Map;

/** Changes of the payload of a point, which leave its vectors as they are. */
final class PayloadChange {
    private PayloadChange() {}

    static PointChange set(SetPayload set) {
        if (!set.hasKey()) {
            return point -> with(PayloadPlace.merged(point.getPayloadMap(), set.getPayloadMap()), point);
        }
        PayloadPlace place = PayloadPlace.parse(set.getKey());
        return point -> with(place.merge(point.getPayloadMap(), set.getPayloadMap()), point);
    }

    static PointChange to(Map<String, Value> payload) {
        return point -> with(payload, point);
    }

    static PointChange clear() {
        return to(Map.of());
    }

    static PointChange without(List<String> keys) {
        List<PayloadPlace> places = keys.stream().map(PayloadPlace::parse).toList();
        return point -> places.isEmpty() ? point : without(places, point);
    }

    private static PointStruct without(List<PayloadPlace> places, PointStruct point) {
        Map<String, Value> payload = point.getPayloadMap();
        for (PayloadPlace place : places) {
            payload = place.remove(payload);
        }
        return with(payload, point);
    }

    private static PointStruct with(Map<String, Value> payload, PointStruct point) {
        return point.toBuilder().clearPayload().putAllPayload(payload).build();
    }
}
