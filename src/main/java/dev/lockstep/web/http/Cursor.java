package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The place where the next page of a listing begins, as an opaque text that works for that kind of listing only. */
public enum Cursor {
    KNOWLEDGE_BASES,
    DOCUMENTS,
    CHUNKS,
    VERSIONS,
    TRANSACTIONS,
    CONVERSATIONS,
    MESSAGES,
    JOBS,
    KEYS,
    AUDIT;

    static final int DEFAULT_LIMIT = 20;
    static final int MAX_LIMIT = 500;

    public String encode(Object last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((name() + ":" + last).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what was encoded, or null when there is no cursor. */
    @Nullable
    public String decode(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(name() + ":") && text.indexOf('\0') < 0) {
                return text.substring(name().length() + 1);
            }
        } catch (IllegalArgumentException notBase64) {
            // This falls through to the same answer.
        }
        throw invalid();
    }

    /** Returns the id that was encoded, or null when there is no cursor. */
    public <T> @Nullable T decodeId(@Nullable String cursor, Function<UUID, T> type) {
        return id(decode(cursor), type);
    }

    /** Reads a place that is an id; null for no place. */
    public static <T> @Nullable T id(@Nullable String place, Function<UUID, T> type) {
        try {
            return place == null ? null : type.apply(UUID.fromString(place));
        } catch (IllegalArgumentException forged) {
            throw invalid();
        }
    }

    public static Rejected invalid() {
        return new Rejected(
                ErrorCode.INVALID_CURSOR, "'cursor' does not belong to this listing: begin without a cursor");
    }

    public static int limit(@Nullable Integer asked) {
        return limit(asked, MAX_LIMIT);
    }

    /**
     * Checks how many items are asked for.
     *
     * @param most the upper limit, for listings whose items are large
     */
    public static int limit(@Nullable Integer asked, int most) {
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        if (limit < 1 || limit > most) {
            throw new Rejected(ErrorCode.INVALID_VALUE, "'limit' must be 1 to " + most + ", not " + limit);
        }
        return limit;
    }
}
