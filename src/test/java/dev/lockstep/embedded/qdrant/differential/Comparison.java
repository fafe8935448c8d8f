package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import dev.lockstep.embedded.qdrant.differential.Replay.Ties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds where two answers to one request differ, and says it in words. */
final class Comparison {
    private static final double TOLERANCE = 1e-5;
    private static final int MOST_CHARACTERS = 200;

    /** Figures that each server counts for itself, and settings that each has defaults of its own for. */
    private static final Set<String> IGNORED = Set.of(
            "time",
            "usage",
            "UpdateResult.operation_id",
            "ScoredPoint.version",
            "HealthCheckReply.title",
            "HealthCheckReply.version",
            "HealthCheckReply.commit",
            "CollectionInfo.status",
            "CollectionInfo.optimizer_status",
            "CollectionInfo.segments_count",
            "CollectionInfo.points_count",
            "CollectionInfo.indexed_vectors_count",
            "CollectionInfo.update_queue",
            "CollectionInfo.warnings",
            "PayloadSchemaInfo.points",
            "CollectionConfig.hnsw_config",
            "CollectionConfig.optimizer_config",
            "CollectionConfig.wal_config",
            "CollectionParams.on_disk_payload");

    private final List<String> found = new ArrayList<>();

    private final Ties ties;

    private Comparison(Ties ties) {
        this.ties = ties;
    }

    static List<String> of(Ties ties, Message request, Message left, Message right) {
        Comparison comparison = new Comparison(ties);
        comparison.messages("", request, left, right);
        return comparison.found;
    }

    static boolean near(double left, double right) {
        return Double.compare(left, right) == 0
                || Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
    }

    private void messages(String path, Message request, Message left, Message right) {
        for (FieldDescriptor field : left.getDescriptorForType().getFields()) {
            if (isIgnored(field)) {
                continue;
            }
            String name = path.isEmpty() ? field.getName() : path + "." + field.getName();
            if (field.isMapField()) {
                maps(name, request, field, left, right);
            } else if (field.isRepeated()) {
                lists(name, request, field, left, right);
            } else if (field.hasPresence() && left.hasField(field) != right.hasField(field)) {
                differ(name, told(left, field), told(right, field));
            } else if (!field.hasPresence() || left.hasField(field)) {
                values(name, request, field, left.getField(field), right.getField(field));
            }
        }
    }

    private static boolean isIgnored(FieldDescriptor field) {
        Descriptor type = field.getContainingType();
        return IGNORED.contains(type.getName() + "." + field.getName())
                || (type.getName().endsWith("Response") && IGNORED.contains(field.getName()));
    }

    private void values(String path, Message request, FieldDescriptor field, Object left, Object right) {
        boolean same =
                switch (field.getJavaType()) {
                    case MESSAGE -> {
                        messages(path, request, (Message) left, (Message) right);
                        yield true;
                    }
                    case FLOAT, DOUBLE -> near(((Number) left).doubleValue(), ((Number) right).doubleValue());
                    case INT, LONG, BOOLEAN, STRING, BYTE_STRING, ENUM -> left.equals(right);
                };
        if (!same) {
            differ(path, text(left), text(right));
        }
    }

    private void lists(String path, Message request, FieldDescriptor field, Message left, Message right) {
        int lefts = left.getRepeatedFieldCount(field);
        int rights = right.getRepeatedFieldCount(field);
        if (field.getJavaType() != JavaType.MESSAGE) {
            if (lefts != rights) {
                differ(path, lefts + " values", rights + " values");
            } else {
                for (int i = 0; i < lefts; i++) {
                    values(
                            path + "[" + i + "]",
                            request,
                            field,
                            left.getRepeatedField(field, i),
                            right.getRepeatedField(field, i));
                }
            }
            return;
        }
        Elements elements = Elements.of(field.getMessageType());
        Alignment alignment =
                switch (ties) {
                    case IN_ANY_ORDER ->
                        Alignment.of(elements, elements.isCut(request, lefts), all(field, left), all(field, right));
                    case IN_THE_SAME_ORDER -> Alignment.inOrder(elements, all(field, left), all(field, right));
                };
        alignment.unpaired().forEach(only -> differ(path, only.left(), only.right()));
        alignment
                .pairs()
                .forEach(pair -> messages(
                        path + "[" + pair.index() + "]",
                        elements.requestOf(request, pair.index()),
                        pair.left(),
                        pair.right()));
    }

    private void maps(String path, Message request, FieldDescriptor field, Message left, Message right) {
        TreeMap<String, Object> lefts = map(field, left);
        TreeMap<String, Object> rights = map(field, right);
        FieldDescriptor value = field.getMessageType().findFieldByName("value");
        Set<String> keys = new TreeSet<>(lefts.keySet());
        keys.addAll(rights.keySet());
        for (String key : keys) {
            Object one = lefts.get(key);
            Object other = rights.get(key);
            if (one == null || other == null) {
                differ(path + "." + key, one == null ? "absent" : text(one), other == null ? "absent" : text(other));
            } else {
                values(path + "." + key, request, value, one, other);
            }
        }
    }

    private void differ(String path, String left, String right) {
        found.add("%s is %s on the left and %s on the right".formatted(path, left, right));
    }

    private static List<Message> all(FieldDescriptor field, Message message) {
        return Stream.iterate(0, i -> i + 1)
                .limit(message.getRepeatedFieldCount(field))
                .map(i -> (Message) message.getRepeatedField(field, i))
                .toList();
    }

    private static TreeMap<String, Object> map(FieldDescriptor field, Message message) {
        Descriptor entry = field.getMessageType();
        TreeMap<String, Object> map = new TreeMap<>();
        all(field, message)
                .forEach(it -> map.put(
                        String.valueOf(it.getField(entry.findFieldByName("key"))),
                        it.getField(entry.findFieldByName("value"))));
        return map;
    }

    private static String told(Message message, FieldDescriptor field) {
        return message.hasField(field) ? text(message.getField(field)) : "absent";
    }

    static String text(Object value) {
        String text = value instanceof MessageOrBuilder message
                ? "{" + TextFormat.printer().shortDebugString(message) + "}"
                : String.valueOf(value);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
