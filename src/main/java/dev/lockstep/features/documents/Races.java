package dev.lockstep.features.documents;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Recognizes insertions that found no duplicate and then met one: looked at anew, under the next key, they find it. */
public final class Races {

    private Races() {}

    public static boolean isLost(@Nullable OnDuplicate onDuplicate, Throwable failure) {
        return onDuplicate == OnDuplicate.SKIP
                && failure instanceof Conflict conflict
                && conflict.code() == ErrorCode.DOCUMENT_EXISTS;
    }

    /** Returns a lost race as a failure that passes, so that it is tried again. */
    public static Throwable again(Throwable lost) {
        return new Conflict(ErrorCode.LEASE_LOST, String.valueOf(lost.getMessage()));
    }
}
