package dev.lockstep.features.access;

import dev.lockstep.domain.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is asked for.
 *
 * @param knowledgeBases the names of those that it reaches; null for all
 * @param expires null for never
 * @param tenant null for the caller's own; another one is the operator's to name
 */
public record KeyDraft(
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable List<String> knowledgeBases,
        @Nullable Instant expires,
        @Nullable String tenant) {

    /**
     * Looks whether there may be such a key, before anything is made ready for it.
     *
     * @throws dev.lockstep.domain.Rejected when there may not
     */
    public void check(Caller caller) {
        Object unused = KeyRules.accept(caller, this);
    }
}
