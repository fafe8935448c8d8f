package dev.lockstep.features.documents;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.ErrorCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's condition on the document for its write ({@code If-Match}, {@code If-None-Match}).
 *
 * @param version the live version, or null when any will do
 * @param presence whether it must be there at all
 */
public record Precondition(@Nullable Integer version, Presence presence) {

    public enum Presence {
        ANY,
        REQUIRED,
        FORBIDDEN
    }

    public static final Precondition NONE = new Precondition(null, Presence.ANY);
    public static final Precondition ABSENT = new Precondition(null, Presence.FORBIDDEN);
    public static final Precondition PRESENT = new Precondition(null, Presence.REQUIRED);

    public static Precondition version(int version) {
        return new Precondition(version, Presence.REQUIRED);
    }

    void check(Optional<Document> live) {
        boolean holds =
                switch (presence) {
                    case ANY -> true;
                    case FORBIDDEN -> live.isEmpty();
                    case REQUIRED ->
                        live.isPresent() && (version == null || live.get().version() == version);
                };
        if (!holds) {
            throw new Conflict(
                    ErrorCode.PRECONDITION_FAILED,
                    live.map(document -> "the live version is " + document.version())
                                    .orElse("there is no such document")
                            + ", but the request was made for another state: read it and decide again",
                    live.<Map<String, Object>>map(document -> Map.of("version", document.version()))
                            .orElse(Map.of()));
        }
    }
}
