package dev.lockstep.platform.duties;

import io.smallrye.mutiny.Uni;

/**
 * Something that this process does again and again as long as it runs, without being asked. A bean that implements this is
 * found, started, stopped and listed by {@link Duties}; it needs nothing else.
 *
 * <p>What happens only when there is a cause, such as the settling of a commit or the passing on of a transition, is no duty.
 */
public interface Duty {

    /** The name in the log and in the health check. No two duties have the same. */
    String name();

    /** What it is for, in one sentence. */
    String purpose();

    Schedule schedule();

    /** One round. It never overlaps with the one before, unless the schedule says that several are done side by side. */
    Uni<Void> round();

    /** The process ends, and no round begins any more. Only here a duty may keep the thread waiting, and not for long. */
    default void stop() {}
}
