package dev.lockstep.embedded.qdrant.protocol;

import io.qdrant.client.grpc.Common.PointId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.lucene.util.BytesRef;

/**
 * Point ids as bytes that sort as Qdrant sorts ids: numbers first, unsigned, then UUIDs.
 *
 * <pre>
 *   0x00  number, 8 bytes, big endian
 *   0x01  UUID, 16 bytes, big endian
 * </pre>
 */
public final class PointKey {
    private static final byte NUMBER = 0;
    private static final byte UUID_TEXT = 1;
    private static final Pattern HYPHENATED =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern SIMPLE = Pattern.compile("[0-9a-fA-F]{32}");

    private PointKey() {}

    public static BytesRef of(PointId id) {
        return switch (id.getPointIdOptionsCase()) {
            case NUM ->
                new BytesRef(ByteBuffer.allocate(1 + Long.BYTES)
                        .put(NUMBER)
                        .putLong(id.getNum())
                        .array());
            case UUID -> of(parse(id.getUuid()));
            case POINTIDOPTIONS_NOT_SET -> throw ErrorStatus.badInput("Empty ID is not allowed");
        };
    }

    /** Refuses what is no id. */
    public static void check(PointId id) {
        BytesRef ignored = of(id);
    }

    public static PointId read(BytesRef key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes, key.offset, key.length);
        if (bytes.get() == NUMBER) {
            return PointId.newBuilder().setNum(bytes.getLong()).build();
        }
        UUID uuid = new UUID(bytes.getLong(), bytes.getLong());
        return PointId.newBuilder().setUuid(uuid.toString()).build();
    }

    private static BytesRef of(UUID uuid) {
        return new BytesRef(ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(UUID_TEXT)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    /** Stricter than {@link UUID#fromString}, which also takes groups that are too short. */
    private static UUID parse(String text) {
        if (HYPHENATED.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        if (SIMPLE.matcher(text).matches()) {
            return new UUID(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
        }
        throw ErrorStatus.badInput("Unable to parse UUID: " + text);
    }
}
