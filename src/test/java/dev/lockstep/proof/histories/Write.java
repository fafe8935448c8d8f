package dev.lockstep.proof.histories;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes something.
 *
 * @param what for the history
 * @param after the state of each subject once it is committed; empty when it must be refused
 */
record Write(
        String what, String method, String path, @Nullable String body, String key, Map<String, String> after) {

    Write {
        after = Map.copyOf(after);
    }

    boolean isDoomed() {
        return after.isEmpty();
    }

    @Override
    public String toString() {
        return what + " [" + key + "]";
    }
}
