package dev.lockstep.platform.resilience;

import io.smallrye.config.WithDefault;

/** Limits how many calls of a store may be under way at the same time, and how many may wait for that. */
public interface ShareSettings {

    /** The calls of requests that may be under way at the same time. */
    @WithDefault("128")
    int requests();

    /** The requests that may wait; beyond, they are refused with 429. */
    @WithDefault("256")
    int waitingRequests();

    /** The calls of units of work that have begun. */
    @WithDefault("64")
    int begun();

    /** The calls of background duties. */
    @WithDefault("16")
    int duties();
}
