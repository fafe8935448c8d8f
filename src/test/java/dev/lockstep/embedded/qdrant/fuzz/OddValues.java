package dev.lockstep.embedded.qdrant.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.SplittableRandom;

/** Values at the edges of their types, among values that mean something to the server. */
final class OddValues {
    static final List<String> COLLECTIONS = List.of("fuzzed", "fuzzed-too", "fuzzed-alias");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "\uFFFF\uFEFF",
            "\u202Ertl\u0301",
            "\uD83D\uDC69\u200D\uD83D\uDE80",
            "ﬃ İ ß Σ ς",
            "a.b.c",
            "a[].b[0]",
            "a[",
            "]a",
            "a[-1]",
            "a[99999999999999999999]",
            "\"a",
            "\"a.b\".\"\"",
            "..",
            "../../etc",
            "a/b\\c",
            "%s%n{}'\"`",
            "98a9a4b1-4ef2-46fb-8315-a97d874fe1d7",
            "98a9a4b14ef246fb8315a97d874fe1d7",
            "2020-02-30T25:61:61Z",
            "-999999999-01-01T00:00:00Z",
            "9".repeat(400),
            "x".repeat(70_000),
            "a".repeat(300) + ".b".repeat(2_000),
            "é".repeat(40_000));

    private static final List<String> KEYS = List.of(
            "color",
            "n",
            "flag",
            "tags",
            "tags[]",
            "one.two",
            "parts",
            "parts[].name",
            "at",
            "level",
            "text",
            "place",
            "key");
    private static final List<String> VECTORS = List.of("cosine", "euclid", "dot", "manhattan", "rare", "plain", "");

    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        7,
        10,
        64,
        255,
        1000,
        65_536,
        100_000,
        100_001,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 32,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2
    };

    private static final double[] FRACTIONS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        1e-5,
        3,
        1e10,
        -1e10,
        1e38,
        1e308,
        -1e308,
        Float.MIN_VALUE,
        Double.MIN_VALUE,
        Float.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.NaN
    };

    private final SplittableRandom random;

    OddValues(SplittableRandom random) {
        this.random = random;
    }

    /** For a field that holds no message. */
    Object of(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> number();
            case FLOAT -> (float) fraction();
            case DOUBLE -> fraction();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text(field.getName());
            case BYTE_STRING -> ByteString.copyFromUtf8(text(""));
            case ENUM ->
                field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(4) == 0 ? 99 : random.nextInt(4));
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private long number() {
        return random.nextInt(2) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(12);
    }

    private double fraction() {
        return random.nextInt(2) == 0 ? FRACTIONS[random.nextInt(FRACTIONS.length)] : random.nextDouble(-2, 2);
    }

    private String text(String field) {
        if (random.nextInt(8) == 0) {
            return any(TEXTS);
        }
        return switch (field) {
            case "collection_name", "collection", "alias_name", "old_alias_name", "new_alias_name" -> any(COLLECTIONS);
            case "using", "vector_name", "names", "has_vector" -> any(VECTORS);
            case "uuid" -> "98a9a4b1-4ef2-46fb-8315-a97d874fe1d" + random.nextInt(10);
            case "datetime" -> "2021-01-01T00:00:00Z";
            default -> any(KEYS);
        };
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
