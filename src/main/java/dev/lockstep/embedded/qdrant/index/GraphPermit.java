package dev.lockstep.embedded.qdrant.index;

import org.apache.lucene.index.MergePolicy;

/**
 * Allows graphs to be built until it is withdrawn: the graph of a large segment takes minutes, which closing an index
 * does not wait for. The merge that wanted it is dropped and begins anew at the next start.
 */
final class GraphPermit {
    private volatile boolean withdrawn;

    void withdraw() {
        withdrawn = true;
    }

    void check() throws MergePolicy.MergeAbortedException {
        if (withdrawn) {
            throw new MergePolicy.MergeAbortedException("the index is being closed");
        }
    }
}
