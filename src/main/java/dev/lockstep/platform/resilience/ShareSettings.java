package dev.lockstep.platform.resilience;

import io.smallrye.config.WithDefault;

/** How many calls of a store may be under way at the same time, and how many may wait for that. */
public interface ShareSettings {

    /** Of requests. */
    @WithDefault("128")
    int requests();

    /** Requests that may wait; beyond, they are refused with 429. */
    @WithDefault("256")
    int waitingRequests();

    /** Of units of work that have begun. */
    @WithDefault("64")
    int begun();

    /** Of background duties. */
    @WithDefault("16")
    int duties();
}
