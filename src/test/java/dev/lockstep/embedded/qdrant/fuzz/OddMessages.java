package dev.lockstep.embedded.qdrant.fuzz;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.SplittableRandom;

/** Any message of a type: some fields, some of them deep, with {@link OddValues}. */
final class OddMessages {
    private static final int DEPTH = 14;

    /** One field of so many is changed: few changes come far into the server, many find what is checked first. */
    private static final int[] ODDS = {8, 20, 60};

    private final SplittableRandom random;
    private final OddValues values;

    OddMessages(SplittableRandom random) {
        this.random = random;
        this.values = new OddValues(random);
    }

    /** Fills a message of the type of the prototype. */
    Message like(Message prototype) {
        return filled(prototype.newBuilderForType(), DEPTH);
    }

    /** The message with some fields anywhere in it changed or removed, and a few added. */
    Message mutated(Message message) {
        return mutated(message, ODDS[random.nextInt(ODDS.length)]);
    }

    private Message mutated(Message message, int odds) {
        Message.Builder builder = message.toBuilder();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            // An unknown collection is soon refused.
            if (field.getName().equals("collection_name") && random.nextInt(30) > 0) {
                continue;
            }
            boolean isSet = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
            boolean isValue = field.getJavaType() != JavaType.MESSAGE && !field.isRepeated();
            // Choices are few, and most are not made: only now and then would one that nobody knows be among them.
            boolean isChoice = field.getJavaType() == JavaType.ENUM;
            int oneOf = isChoice || (isSet && isValue) ? odds / 4 : isSet ? odds : 8 * odds;
            if (random.nextInt(oneOf) == 0) {
                fill(builder, field, DEPTH);
            } else if (field.getJavaType() == JavaType.MESSAGE && isSet && !field.isMapField()) {
                mutateIn(builder, field, odds);
            } else if (field.getJavaType() != JavaType.MESSAGE && isSet && field.isRepeated()) {
                int at = random.nextInt(odds * 4);
                if (at < message.getRepeatedFieldCount(field)) {
                    builder.setRepeatedField(field, at, values.of(field));
                }
            }
        }
        return builder.build();
    }

    private void mutateIn(Message.Builder builder, FieldDescriptor field, int odds) {
        if (!field.isRepeated()) {
            builder.setField(field, mutated((Message) builder.getField(field), odds));
            return;
        }
        for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
            builder.setRepeatedField(field, i, mutated((Message) builder.getRepeatedField(field, i), odds));
        }
    }

    private Message filled(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            boolean wanted =
                    field.getName().equals("collection_name") || random.nextInt(depth > DEPTH - 3 ? 2 : 4) == 0;
            if (wanted && depth > 0) {
                fill(builder, field, depth - 1);
            }
        }
        return builder.build();
    }

    private void fill(Message.Builder builder, FieldDescriptor field, int depth) {
        builder.clearField(field);
        if (!field.isRepeated()) {
            if (random.nextInt(12) > 0) {
                builder.setField(field, value(builder, field, depth));
            }
            return;
        }
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            builder.addRepeatedField(field, value(builder, field, depth));
        }
    }

    private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
        return field.getJavaType() == JavaType.MESSAGE
                ? filled(builder.newBuilderForField(field), depth)
                : values.of(field);
    }
}
