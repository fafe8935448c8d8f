package dev.lockstep.embedded.qdrant.schema;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import java.nio.charset.StandardCharsets;

/** Which names collections, aliases and vectors may have, as in Qdrant. */
public final class NameRules {
    private static final int LONGEST = 255;

    /** The most bytes of a vector's name. */
    private static final int LONGEST_OF_VECTORS = 200;

    private static final String FORBIDDEN = "<>:\"/\\|?*\0\u001F";

    /** Characters that were forbidden from the start: collections made before there were more of them keep their names. */
    private static final String ALWAYS_FORBIDDEN = "/\0";

    private NameRules() {}

    static void checkNewCollection(String name) {
        checkLength("collection_name", name);
        checkCharacters("collection_name", "collection name", name, FORBIDDEN);
    }

    /** Checks what comes in the place of a collection's name in a request. */
    public static void checkCollection(String name) {
        checkLength("collection_name", name);
        checkCharacters("collection_name", "collection name", name, ALWAYS_FORBIDDEN);
    }

    public static void checkNewAlias(String name) {
        checkLength("alias_name", name);
        checkCharacters("alias_name", "alias name", name, ALWAYS_FORBIDDEN);
    }

    static void checkNewVector(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_OF_VECTORS) {
            throw ErrorStatus.invalid(
                    "vectors_config", "vector name must be at most %d bytes long".formatted(LONGEST_OF_VECTORS));
        }
        checkCharacters("vectors_config", "vector name", name, FORBIDDEN);
    }

    private static void checkLength(String field, String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST) {
            throw ErrorStatus.invalid(
                    field,
                    (name.isEmpty() ? "value \"\" invalid, " : "")
                            + "must be from 1 to %d characters".formatted(LONGEST));
        }
    }

    private static void checkCharacters(String field, String kind, String name, String forbidden) {
        name.chars().filter(c -> forbidden.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw ErrorStatus.invalid(field, "%s cannot contain \"%c\" char".formatted(kind, c));
        });
    }
}
