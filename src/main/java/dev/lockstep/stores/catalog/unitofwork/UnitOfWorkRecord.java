package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work as the durable log keeps it.
 *
 * @param fence the number under which the reader may change it; a higher one in the log means someone else took over
 * @param attempts how often it was tried to finish it
 * @param sweeps how often its late points were looked for
 * @param steps in order of their ordinals
 * @param origin the span of the request that it came from, as a W3C traceparent; null when nothing was traced
 */
public record UnitOfWorkRecord(
        UnitOfWorkId id,
        UnitOfWorkState state,
        long fence,
        int attempts,
        int sweeps,
        List<StepRecord> steps,
        @Nullable String origin) {

    public UnitOfWorkRecord {
        steps = List.copyOf(steps);
    }
}
