package dev.lockstep.embedded.qdrant.update;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.util.function.Consumer;

/**
 * What all requests to write have in common, read by the names of their fields: the generated classes share nothing.
 *
 * @param collection to write to
 * @param acknowledgement by {@code wait} and {@code timeout}
 */
record WriteOptions(String collection, WriteAcknowledgement acknowledgement) {
    /** Every ordering is kept anyway: each collection has one worker. */
    static WriteOptions of(Message request) {
        refuseShardKey(request);
        ifSet(request, "ordering", ordering -> {
            if (((WriteOrdering) ordering).getType() == WriteOrderingType.UNRECOGNIZED) {
                throw ErrorStatus.badInput("cannot convert ordering: " + ((WriteOrdering) ordering).getTypeValue());
            }
        });
        String collection = (String) request.getField(field(request, "collection_name"));
        boolean awaited = (Boolean) request.getField(field(request, "wait"));
        FieldDescriptor timeout = field(request, "timeout");
        if (!awaited) {
            return new WriteOptions(collection, new WriteAcknowledgement.Logged());
        }
        return new WriteOptions(
                collection,
                request.hasField(timeout)
                        ? WriteAcknowledgement.Applied.within((Long) request.getField(timeout))
                        : new WriteAcknowledgement.Applied(WriteAcknowledgement.FOREVER));
    }

    /** Refuses a shard key: there are no shards to choose from. */
    static void refuseShardKey(Message request) {
        ifSet(request, "shard_key_selector", key -> {
            throw ErrorStatus.unsupported("A shard key");
        });
    }

    private static void ifSet(Message request, String name, Consumer<Object> consumer) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
        if (field != null && request.hasField(field)) {
            consumer.accept(request.getField(field));
        }
    }

    private static FieldDescriptor field(Message request, String name) {
        return request.getDescriptorForType().findFieldByName(name);
    }
}
