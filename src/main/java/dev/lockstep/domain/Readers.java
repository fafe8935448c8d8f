package dev.lockstep.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata field that says who may read a document: one principal, or a list of them. A principal is the name of a key, the subject of
 * a token, or a group, which is written {@code group:NAME}. An empty list is nobody.
 */
public final class Readers {

    public static final String FIELD = "readers";

    /** What the name of a group begins with, so that no key and no person can be taken for one. */
    public static final String GROUP = "group:";

    private static final int LONGEST_PRINCIPAL = 200;

    private static final String FORM = "a list of strings of 1 to " + LONGEST_PRINCIPAL + " characters, such as"
            + " [\"alice\", \"group:staff\"], or one such string";

    private Readers() {}

    /** Tells whether a text can be a principal: what begins or ends with a space would look like another one. */
    public static boolean isPrincipal(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PRINCIPAL
                && text.equals(text.strip())
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /**
     * Checks the readers in the metadata of a document, as a client has sent it. A null is refused as well: it would open the document.
     *
     * @throws Rejected when they are anything but principals
     */
    public static void check(@Nullable Map<String, ?> metadata) {
        if (metadata != null && metadata.containsKey(FIELD) && !isValid(metadata.get(FIELD))) {
            throw invalid("metadata '" + FIELD + "' says who may read the document and must be " + FORM);
        }
    }

    private static boolean isValid(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().allMatch(Readers::isPrincipal) : isPrincipal(value);
    }

    private static boolean isPrincipal(@Nullable Object value) {
        return value instanceof String text && isPrincipal(text);
    }

    /** Refuses readers in the metadata of a chunk, who would have no effect there. */
    public static void refuse(Metadata ofChunk, String property) {
        if (ofChunk.values().containsKey(FIELD)) {
            throw invalid("'" + property + ".metadata' names '" + FIELD
                    + "', which only a whole document has: name them in the document's metadata");
        }
    }

    private static Rejected invalid(String message) {
        return new Rejected(ErrorCode.METADATA_INVALID, message, Map.of("field", FIELD, "expected", FORM));
    }
}
