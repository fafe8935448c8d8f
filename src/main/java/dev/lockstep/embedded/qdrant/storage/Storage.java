package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.index.VectorSpec;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final List<VectorSpec> vectors;
    private final OperationLog log;
    private volatile PayloadIndexSet indexes;
    private volatile PointIndex index;

    private Storage(
            Path directory, List<VectorSpec> vectors, PayloadIndexSet indexes, PointIndex index, OperationLog log) {
        this.directory = directory;
        this.indexes = indexes;
        this.vectors = vectors;
        this.index = index;
        this.log = log;
    }

    /**
     * Opens what is there, or begins anew.
     *
     * @param vectors the dense vectors that points may have
     * @param payloadIndexes by path
     * @param logFileBytes a file of the log that has grown to this size is followed by a new one
     */
    public static Storage open(
            Path directory, List<VectorSpec> vectors, Map<String, PayloadSchemaInfo> payloadIndexes, long logFileBytes)
            throws IOException {
        PayloadIndexSet indexes = PayloadIndexSet.of(payloadIndexes);
        PointIndex index = openIndex(directory, vectors, indexes);
        OperationLog log = null;
        try {
            log = OperationLog.open(directory.resolve("log"), index.committed(), logFileBytes);
            replay(log, log.last(), index);
            return new Storage(directory, vectors, indexes, index, log);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(log, index);
            throw e;
        }
    }

    private static PointIndex openIndex(Path directory, List<VectorSpec> vectors, PayloadIndexSet indexes)
            throws IOException {
        PointIndex index = PointIndex.open(directory.resolve("index"), vectors);
        index.use(indexes);
        return index;
    }

    /** Gives conditions, from here on, the meaning they have with these payload indexes. */
    public void use(Map<String, PayloadSchemaInfo> payloadIndexes) {
        PayloadIndexSet newIndexes = PayloadIndexSet.of(payloadIndexes);
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

    /** A queue in front of this log, which leaves the reserve alone. */
    public UpdateQueue queue(DiskReserve reserve) {
        return new UpdateQueue(log, reserve);
    }

    /** Makes everything logged by now safe from a power cut. */
    public void force() throws IOException {
        log.force();
    }

    OperationLog log() {
        return log;
    }

    /** The index, which must be asked for each time: it may be another one after a failure. */
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
        PointIndex fresh = openIndex(directory, vectors, indexes);
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
