package dev.lockstep.platform.resilience;

/**
 * The shares of a service that only requests ask, and that bound by other means how many there are. As many may wait: calls whose callers
 * have left may be ending still.
 *
 * @param requests how many there are at most
 */
public record RequestShares(int requests) implements ShareSettings {

    @Override
    public int waitingRequests() {
        return requests;
    }

    @Override
    public int begun() {
        return 1;
    }

    @Override
    public int duties() {
        return 1;
    }
}
