package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * When the log is forced to disk and when the index is committed, after which the log can be cut. Used by the worker
 * thread alone.
 *
 * <p>Callers who wait get a forced log; for the others it is forced every few seconds, as Qdrant's is. A commit is dear,
 * so it comes only when replaying the log at the next start would begin to take long.
 */
final class Durability {
    private static final long FORCE_AFTER = Duration.ofSeconds(5).toNanos();
    private static final long COMMIT_AFTER = Duration.ofSeconds(60).toNanos();
    private static final long COMMIT_AFTER_BYTES = 64L << 20;

    private final PointIndex index;
    private final OperationLog log;
    private long applied;
    private long committed;
    private long appliedBytes;
    private long lastForce = System.nanoTime();
    private long lastCommit = System.nanoTime();

    Durability(PointIndex index, OperationLog log) {
        this.index = index;
        this.log = log;
        this.applied = log.last();
        this.committed = index.committed();
    }

    void applied(Update update) {
        applied = update.sequence();
        appliedBytes += update.bytes();
    }

    /** Forces the log if one of these has somebody waiting for it. */
    void forceFor(List<Update> updates) throws IOException {
        if (updates.stream().anyMatch(update -> update.applied().getNumberOfDependents() > 0)) {
            force();
        }
    }

    /** To be called now and then. */
    void tick() throws IOException {
        long now = System.nanoTime();
        if (now - lastForce > FORCE_AFTER) {
            force();
        }
        if (appliedBytes > COMMIT_AFTER_BYTES || now - lastCommit > COMMIT_AFTER) {
            commit();
        }
    }

    void commit() throws IOException {
        lastCommit = System.nanoTime();
        if (applied > committed) {
            index.commit(applied);
            committed = applied;
            appliedBytes = 0;
            log.discardThrough(applied);
        }
    }

    private void force() throws IOException {
        log.force();
        lastForce = System.nanoTime();
    }
}
