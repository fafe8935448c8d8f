package dev.lockstep.engine.claims;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Gives back the claims of a process that ends in order: others, or this one once it is back, can go on at once. */
public final class HandOver {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.engine.claims");

    /** The longest time that the end of the process waits for it; if it takes longer, the leases run out. */
    private static final long MOST_SECONDS = 3;

    private HandOver() {}

    /**
     * Gives back what this process has claimed, and waits for that.
     *
     * @param what is given back, for the log
     * @param giveBack gives how many claims were still this process's
     */
    public static void complete(String what, Uni<Integer> giveBack) {
        try {
            int left = giveBack.subscribeAsCompletionStage().get(MOST_SECONDS, TimeUnit.SECONDS);
            LOG.infof("gave back %d %s; another process can go on with them", left, what);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("%s could not be given back, and wait until their leases run out: %s", what, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
