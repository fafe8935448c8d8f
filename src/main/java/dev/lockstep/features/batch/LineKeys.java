package dev.lockstep.features.batch;

import dev.lockstep.domain.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which lines are recognised when their file is gone through again: lines done before are then not done
 * twice.
 */
@FunctionalInterface
public interface LineKeys {

    /** No keys: every line is done, however often its file comes. */
    LineKeys NONE = line -> null;

    /** Returns the key of the line with this number; null for none. */
    @Nullable
    IdempotencyKey of(long line);
}
