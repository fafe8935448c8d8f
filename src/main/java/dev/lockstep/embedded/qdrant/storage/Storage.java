package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import dev.lockstep.embedded.qdrant.schema.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;

/**
 * The two halves of what a collection keeps on disk. Opened, the index has everything that the log has. When writing to it
 * fails, it is made again from its last commit and the log; readers keep the one that failed until then.
 */
public final class Storage implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(Storage.class.getName());
    private static final long TELL_EVERY = Duration.ofSeconds(10).toNanos();

    private final Path directory;
    private final Schema schema;
    private final OperationLog log;
    private volatile PayloadIndexSet indexes;
    private volatile PointIndex index;

    private Storage(Path directory, Schema schema, PayloadIndexSet indexes, PointIndex index, OperationLog log) {
        this.directory = directory;
        this.indexes = indexes;
        this.schema = schema;
        this.index = index;
        this.log = log;
    }

    public static Storage open(Path directory, Schema schema, PayloadIndexSet indexes, long logFileBytes)
            throws IOException {
        PointIndex index = openIndex(directory, schema, indexes);
        OperationLog log = null;
        try {
            log = OperationLog.open(directory.resolve("log"), index.committed(), logFileBytes);
            replay(log, log.last(), index);
            return new Storage(directory, schema, indexes, index, log);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(log, index);
            throw e;
        }
    }

    private static PointIndex openIndex(Path directory, Schema schema, PayloadIndexSet indexes) throws IOException {
        PointIndex index = PointIndex.open(directory.resolve("index"), schema.vectors());
        index.use(indexes);
        return index;
    }

    /** From here on conditions mean what they mean with these payload indexes. */
    public void use(PayloadIndexSet newIndexes) {
        indexes = newIndexes;
        index.use(newIndexes);
    }

    private static void replay(OperationLog log, long last, PointIndex index) throws IOException {
        Applier applier = new Applier(index);
        long[] told = {System.nanoTime()};
        log.replay(index.committed(), last, entry -> {
            var ignored = applier.apply(Applier.read(entry.operation()), entry.sequence());
            if (System.nanoTime() - told[0] > TELL_EVERY) {
                told[0] = System.nanoTime();
                LOGGER.log(Level.INFO, "Applied operation {0} of {1} of the log", entry.sequence(), last);
            }
        });
        index.refresh();
    }

    public OperationLog log() {
        return log;
    }

    /** To be asked for each time: it may be another one after a failure. */
    PointIndex index() {
        return index;
    }

    public Snapshot snapshot() throws IOException {
        while (true) {
            PointIndex asked = index;
            try {
                return asked.snapshot();
            } catch (AlreadyClosedException e) {
                if (asked == index) {
                    throw e;
                }
            }
        }
    }

    /** Makes the index durable as it is after this operation, which must be the last applied, and drops the log up to it. */
    void commit(long applied) throws IOException {
        index.commit(applied);
        log.discardThrough(applied);
    }

    /** Replaces an index that failed, with everything up to this operation applied and durable. Can be tried again. */
    void recover(long last) throws IOException {
        PointIndex failed = index;
        try {
            failed.stopWriting();
        } catch (IOException | AlreadyClosedException e) {
            LOGGER.log(Level.DEBUG, "The index in " + directory + " ended with its failure", e);
        }
        PointIndex fresh = openIndex(directory, schema, indexes);
        try {
            replay(log, last, fresh);
            fresh.commit(Math.max(last, fresh.committed()));
        } catch (IOException | RuntimeException | Error e) {
            IOUtils.closeWhileHandlingException(fresh);
            throw e;
        }
        index = fresh;
        fresh.use(indexes);
        IOUtils.closeWhileHandlingException(failed);
        log.discardThrough(last);
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(index, log);
    }
}
