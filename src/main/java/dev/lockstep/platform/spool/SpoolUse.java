package dev.lockstep.platform.spool;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Somebody who keeps files in the spool for longer than a request takes. */
public interface SpoolUse {

    /** The names of the files that are still needed; on failure nothing is removed. */
    Uni<Set<String>> inUse();
}
