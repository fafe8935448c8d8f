package dev.lockstep.embedded.qdrant.fuzz;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Messages within messages as far as types that contain themselves allow: filters in filters, prefetches, payload values. */
final class DeepMessages {
    /** Around where the server's own limits are, and protobuf's, which is 100. */
    private static final int[] DEPTHS = {10, 40, 44, 45, 46, 60, 64, 65, 90, 99, 100, 101, 150, 300};

    private final SplittableRandom random;
    private final Map<Descriptor, Boolean> deep = new HashMap<>();

    DeepMessages(SplittableRandom random) {
        this.random = random;
    }

    /** Of the type of the prototype; on collections that are there. */
    Message like(Message prototype) {
        Message.Builder builder = prototype.newBuilderForType();
        FieldDescriptor collection = prototype.getDescriptorForType().findFieldByName("collection_name");
        if (collection != null) {
            builder.setField(collection, OddValues.COLLECTIONS.get(0));
        }
        fill(builder, DEPTHS[random.nextInt(DEPTHS.length)]);
        return builder.build();
    }

    private void fill(Message.Builder builder, int depth) {
        List<FieldDescriptor> ways = builder.getDescriptorForType().getFields().stream()
                .filter(field -> field.getJavaType() == JavaType.MESSAGE && !field.isMapField())
                .filter(field -> isDeep(field.getMessageType()))
                .toList();
        if (depth == 0 || ways.isEmpty()) {
            return;
        }
        FieldDescriptor way = ways.get(random.nextInt(ways.size()));
        Message.Builder inner = builder.newBuilderForField(way);
        fill(inner, depth - 1);
        if (way.isRepeated()) {
            builder.addRepeatedField(way, inner.build());
        } else {
            builder.setField(way, inner.build());
        }
    }

    /** Whether the type contains itself, or one that does. */
    private boolean isDeep(Descriptor type) {
        Boolean known = deep.get(type);
        if (known == null) {
            known = reachable(type).stream().anyMatch(inner -> reachable(inner).contains(inner));
            deep.put(type, known);
        }
        return known;
    }

    private static Set<Descriptor> reachable(Descriptor type) {
        Set<Descriptor> reached = new HashSet<>();
        reach(type, reached);
        return reached;
    }

    private static void reach(Descriptor type, Set<Descriptor> reached) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE && reached.add(field.getMessageType())) {
                reach(field.getMessageType(), reached);
            }
        }
    }
}
