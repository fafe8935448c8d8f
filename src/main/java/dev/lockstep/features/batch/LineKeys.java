package dev.lockstep.features.batch;

import dev.lockstep.domain.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** What a line is recognised by when its file is gone through again: lines done before are then not done twice. */
@FunctionalInterface
public interface LineKeys {

    /** Every line is done, however often. */
    LineKeys NONE = line -> null;

    /** The key of the line of this number; null for none. */
    @Nullable
    IdempotencyKey of(long line);
}
