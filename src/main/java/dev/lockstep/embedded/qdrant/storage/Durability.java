package dev.lockstep.embedded.qdrant.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * When the log is forced to disk and when the index is committed, after which the log can be cut. It is used by one thread at a
 * time.
 *
 * <p>Callers who wait get a forced log; for the others it is forced now and then, as Qdrant's is. A commit is dear, so it
 * comes only when replaying the log at the next start would begin to take long.
 */
final class Durability {
    private static final Duration COMMIT_AFTER = Duration.ofMinutes(1);

    private final Storage storage;
    private final UpdateSettings settings;
    private long begun;
    private long applied;
    private long committed;
    private long uncommittedBytes;
    private long lastForce = System.nanoTime();
    private long lastCommit = System.nanoTime();

    /** Must be made when the index has everything that the log has. */
    Durability(Storage storage, UpdateSettings settings) {
        this.storage = storage;
        this.settings = settings;
        this.applied = storage.log().last();
        this.committed = storage.index().committed();
    }

    /** Notes that from here until the update is applied the index may have a part of it. */
    void begins(QueuedUpdate update) {
        begun = update.sequence();
    }

    void applied(QueuedUpdate update) {
        applied = update.sequence();
        uncommittedBytes += update.bytes();
    }

    /** Forces the log if somebody waits for one of these. */
    void forceFor(List<QueuedUpdate> updates) throws IOException {
        if (updates.stream().anyMatch(QueuedUpdate::isAwaited)) {
            force();
        }
    }

    /** Forces and commits if it is time to; must be called now and then. */
    void tick() throws IOException {
        long now = System.nanoTime();
        if (now - lastForce > settings.flushInterval().toNanos()) {
            force();
        }
        if (uncommittedBytes > settings.logBytes() || now - lastCommit > COMMIT_AFTER.toNanos()) {
            commit();
        }
    }

    /** Whether the index has durably all that was applied, so that nothing is left to do for it. */
    boolean isCommitted() {
        return applied <= committed;
    }

    void commit() throws IOException {
        if (applied > committed) {
            storage.commit(applied);
        }
        isCommitted(applied);
    }

    /**
     * The last commit. Should it have a part of an operation that was cut short, the log must have the rest whatever comes: only
     * then is the next start sure to do it.
     */
    void close() throws IOException {
        if (begun > applied) {
            force();
        }
        commit();
    }

    /** Makes the index again after a failure, with everything up to this operation. */
    void recover(long last) throws IOException {
        storage.recover(last);
        applied = last;
        isCommitted(last);
    }

    private void isCommitted(long last) {
        committed = last;
        uncommittedBytes = 0;
        lastCommit = System.nanoTime();
    }

    private void force() throws IOException {
        storage.force();
        lastForce = System.nanoTime();
    }
}
