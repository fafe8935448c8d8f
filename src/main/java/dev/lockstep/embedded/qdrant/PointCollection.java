package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.BeforeApply;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
final class PointCollection implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PointCollection.class.getName());

    private final Path directory;
    private final Schema schema;
    private final PointIndex index;
    private final OperationLog log;
    private final UpdateQueue queue;
    private final Durability durability;
    private final UpdateWorker worker;
    private Map<String, PayloadSchemaInfo> payloadIndexes;

    private PointCollection(Path directory, CollectionFile file, Schema schema, Storage storage, BeforeApply hook) {
        this.directory = directory;
        this.schema = schema;
        this.payloadIndexes = file.payloadIndexes();
        this.index = storage.index();
        this.log = storage.log();
        this.queue = new UpdateQueue(log);
        this.durability = new Durability(index, log);
        this.worker = new UpdateWorker(schema.name(), index, queue, durability, hook);
    }

    /** Opens a directory that has a {@link CollectionFile}; applies what its log holds before anyone can read. */
    static PointCollection open(Path directory, BeforeApply hook) throws IOException {
        CollectionFile file = CollectionFile.read(directory);
        Schema schema = Schema.of(file.created());
        Storage storage = Storage.open(directory, schema);
        PointCollection collection = new PointCollection(directory, file, schema, storage, hook);
        collection.worker.start();
        return collection;
    }

    String name() {
        return schema.name();
    }

    Schema schema() {
        return schema;
    }

    /** Logs and queues an operation that has been checked. */
    CompletableFuture<UpdateResult> update(PointsUpdateOperation operation, Acknowledgement acknowledgement)
            throws IOException {
        return queue.add(operation, acknowledgement).answer();
    }

    Snapshot snapshot() throws IOException {
        try {
            return index.snapshot();
        } catch (AlreadyClosedException e) {
            throw Refusal.closing(name());
        }
    }

    /** How many operations are acknowledged and not applied yet. */
    int unapplied() {
        return queue.size();
    }

    /** Whether it still takes updates. */
    boolean isWell() {
        return !queue.isClosed();
    }

    synchronized Map<String, PayloadSchemaInfo> payloadIndexes() {
        return payloadIndexes;
    }

    /** The payload index of a path, if one was created. */
    @Nullable
    PayloadSchemaInfo payloadIndex(String key) {
        return payloadIndexes().get(PayloadPath.parse(key).text());
    }

    /** Records an index; every payload value is findable anyway. */
    synchronized void addPayloadIndex(String key, PayloadSchemaInfo info) throws IOException {
        Map<String, PayloadSchemaInfo> changed = new HashMap<>(payloadIndexes);
        changed.put(key, info);
        replacePayloadIndexes(changed);
    }

    synchronized void removePayloadIndex(String key) throws IOException {
        Map<String, PayloadSchemaInfo> changed = new HashMap<>(payloadIndexes);
        changed.remove(key);
        replacePayloadIndexes(changed);
    }

    private void replacePayloadIndexes(Map<String, PayloadSchemaInfo> changed) throws IOException {
        new CollectionFile(schema.request(), changed).write(directory);
        payloadIndexes = Map.copyOf(changed);
    }

    /** The directory is no collection any more; the next start would remove it. */
    synchronized void forget() throws IOException {
        CollectionFile.delete(directory);
    }

    /** Ends a forgotten collection and removes its files. */
    void drop() throws IOException {
        worker.stop(Refusal.noSuchCollection(name()));
        index.close();
        log.close();
        IOUtils.rm(directory);
    }

    @Override
    public void close() {
        StatusRuntimeException closing = Refusal.closing(name());
        worker.stop(closing);
        try (index;
                log) {
            durability.commit();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "Collection " + name() + " was not closed in order; its log has the rest", e);
        }
    }
}
