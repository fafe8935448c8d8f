package dev.lockstep.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The principals in whose name documents are read. A document may say whom it is for.
 *
 * @param principals names of keys, subjects of tokens, and groups; null for a caller to whom all documents are open
 */
public record Readership(@Nullable Set<String> principals) {

    public static final Readership EVERYONE = new Readership(null);

    public Readership {
        principals = principals == null ? null : Set.copyOf(principals);
    }

    public boolean isEveryone() {
        return principals == null;
    }
}
