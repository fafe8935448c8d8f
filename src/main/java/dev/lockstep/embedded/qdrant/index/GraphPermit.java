package dev.lockstep.embedded.qdrant.index;

import java.util.concurrent.locks.LockSupport;
import org.apache.lucene.index.MergePolicy;

/**
 * Allows graphs to be built until it is withdrawn: the graph of a large segment takes minutes, which closing an index
 * does not wait for. The merge that wanted it is dropped and begins anew at the next start.
 *
 * <p>While others use the index, building takes no more than half of a processor: a thread's priority means nothing on most
 * systems, and without a graph searches are slower, not wrong.
 */
final class GraphPermit {
    private static final long SLICE_NANOS = 4_000_000;
    private static final long IN_USE_NANOS = 20_000_000;

    private volatile boolean withdrawn;
    private volatile long lastUse = System.nanoTime() - IN_USE_NANOS;
    private volatile long sliceBegun = System.nanoTime();

    void withdraw() {
        withdrawn = true;
    }

    /** Somebody reads or writes. */
    void inUse() {
        lastUse = System.nanoTime();
    }

    /** Must be called by whoever builds a graph, at each node. It may take a while. */
    void check() throws MergePolicy.MergeAbortedException {
        if (withdrawn) {
            throw new MergePolicy.MergeAbortedException("the index is being closed");
        }
        long now = System.nanoTime();
        if (now - sliceBegun > SLICE_NANOS) {
            if (now - lastUse < IN_USE_NANOS) {
                LockSupport.parkNanos(SLICE_NANOS);
            }
            sliceBegun = System.nanoTime();
        }
    }
}
