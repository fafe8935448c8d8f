package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.schema.CollectionSettings;
import dev.lockstep.embedded.qdrant.schema.Schema;
import dev.lockstep.embedded.qdrant.storage.Barrier;
import dev.lockstep.embedded.qdrant.storage.DiskReserve;
import dev.lockstep.embedded.qdrant.storage.QueuedUpdate;
import dev.lockstep.embedded.qdrant.storage.Storage;
import dev.lockstep.embedded.qdrant.storage.UpdateQueue;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import dev.lockstep.embedded.qdrant.storage.UpdateThreads;
import dev.lockstep.embedded.qdrant.storage.UpdateWorker;
import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * One collection: log, index and the worker between them, in one directory.
 *
 * <pre>
 *   update ──> log ──> queue ──> worker ──> index ──> snapshot
 *               └── replayed into the index at start
 * </pre>
 */
public final class PointCollection implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PointCollection.class.getName());

    private final Path directory;
    private final Storage storage;
    private final UpdateQueue queue;
    private final Duration flushInterval;
    private final UpdateWorker worker;
    private CollectionFile file;
    private boolean forgotten;
    private volatile Schema schema;

    private PointCollection(
            Path directory,
            CollectionFile file,
            Schema schema,
            Storage storage,
            UpdateSettings settings,
            UpdateThreads threads)
            throws IOException {
        this.directory = directory;
        this.file = file;
        this.schema = schema;
        this.storage = storage;
        this.queue = storage.queue(DiskReserve.open(directory, settings.reserveBytes()));
        this.flushInterval = settings.flushInterval();
        this.worker = new UpdateWorker(schema.name(), storage, queue, settings, threads);
    }

    /** Opens a directory that has a {@link CollectionFile}; applies what its log holds before anyone can read. */
    static PointCollection open(Path directory, UpdateSettings settings, UpdateThreads threads) throws IOException {
        CollectionFile file = CollectionFile.read(directory);
        Schema schema = file.schema();
        Storage storage = Storage.open(directory, schema.vectors(), file.payloadIndexes(), settings.logBytes() / 2);
        try {
            PointCollection collection = new PointCollection(directory, file, schema, storage, settings, threads);
            collection.worker.wake();
            return collection;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(storage);
            throw e;
        }
    }

    String name() {
        return schema.name();
    }

    public Schema schema() {
        return schema;
    }

    /** Logs and queues an operation that has been checked. */
    public CompletableFuture<UpdateResult> update(
            PointsUpdateOperation operation, WriteAcknowledgement acknowledgement) {
        QueuedUpdate update = queue.add(operation, acknowledgement);
        worker.wake();
        if (flushInterval.isZero()) {
            force();
        }
        return update.answer();
    }

    private void force() {
        try {
            storage.force();
        } catch (IOException e) {
            throw ErrorStatus.storage("the operation was logged, but a power cut may undo it", e);
        }
    }

    public Snapshot snapshot() throws IOException {
        try {
            return storage.snapshot();
        } catch (AlreadyClosedException e) {
            throw ErrorStatus.closing(name());
        }
    }

    /** How many operations are acknowledged and not applied yet. */
    int unapplied() {
        return queue.size();
    }

    /** Why it takes no updates now, if it takes none. */
    Optional<StatusRuntimeException> trouble() {
        return queue.trouble();
    }

    synchronized Map<String, PayloadSchemaInfo> payloadIndexes() {
        return file.payloadIndexes();
    }

    /** The payload index of a path, if one was created. */
    @Nullable
    public PayloadSchemaInfo payloadIndex(String key) {
        return payloadIndexes().get(PayloadPath.parse(key).text());
    }

    /**
     * Records an index; every payload value is findable anyway, but some conditions mean something else with it. So it has a
     * place among the operations, as in Qdrant, and those before it are never applied with it.
     */
    public CompletableFuture<Void> addPayloadIndex(String key, PayloadSchemaInfo info) {
        return inTurn(() -> changePayloadIndexes(indexes -> indexes.put(key, info)));
    }

    /** Does nothing if there is none. */
    public CompletableFuture<Void> removePayloadIndex(String key) {
        return inTurn(() -> changePayloadIndexes(indexes -> indexes.remove(key)));
    }

    private CompletableFuture<Void> inTurn(Barrier.Task task) {
        CompletableFuture<Void> done = queue.add(task);
        worker.wake();
        return done;
    }

    private synchronized void changePayloadIndexes(Consumer<Map<String, PayloadSchemaInfo>> change) throws IOException {
        Map<String, PayloadSchemaInfo> changed = new HashMap<>(file.payloadIndexes());
        change.accept(changed);
        if (!changed.equals(file.payloadIndexes())) {
            CollectionLimits.payloadIndexes(changed.size());
            replace(file.with(Map.copyOf(changed)));
        }
    }

    /** Changes settings. Those of searches hold from the next one on. */
    public synchronized void update(UpdateCollection request) throws IOException {
        replace(file.with(CollectionSettings.updated(file.config(), request)));
    }

    private void replace(CollectionFile changed) throws IOException {
        if (forgotten) {
            // The file would make a collection of the directory again.
            throw ErrorStatus.noSuchCollection(name());
        }
        Schema changedSchema = changed.schema();
        changed.write(directory);
        file = changed;
        schema = changedSchema;
        storage.use(changed.payloadIndexes());
    }

    /** Makes the directory a collection no longer; the next start would remove it. */
    synchronized void forget() throws IOException {
        CollectionFile.delete(directory);
        forgotten = true;
    }

    /** Ends a forgotten collection and removes its files. */
    void drop() throws IOException {
        worker.stop(ErrorStatus.noSuchCollection(name()));
        storage.close();
        IOUtils.rm(directory);
    }

    @Override
    public void close() {
        StatusRuntimeException closing = ErrorStatus.closing(name());
        worker.stop(closing);
        try (storage) {
            worker.commit();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "Collection " + name() + " did not close cleanly; its log has the rest", e);
        }
    }
}
