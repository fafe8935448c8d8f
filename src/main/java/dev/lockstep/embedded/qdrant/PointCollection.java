package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.BeforeApply;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.log.OperationLog;
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
import org.apache.lucene.util.IOUtils;

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
    private final UpdateWorker worker;
    private Map<String, PayloadSchemaInfo> payloadIndexes;

    private PointCollection(Path directory, CollectionFile file, BeforeApply hook) throws IOException {
        this.directory = directory;
        this.schema = Schema.of(file.created());
        this.payloadIndexes = file.payloadIndexes();
        this.index = PointIndex.open(directory.resolve("index"), schema.vectors());
        this.log = OperationLog.open(directory.resolve("log"), index.committed());
        this.queue = new UpdateQueue(log);
        this.worker = new UpdateWorker(schema.name(), index, log, queue, hook);
    }

    /** Opens a directory that has a {@link CollectionFile}; applies what its log holds before anyone can read. */
    static PointCollection open(Path directory, BeforeApply hook) throws IOException {
        PointCollection collection = new PointCollection(directory, CollectionFile.read(directory), hook);
        collection.log.replay(
                collection.index.committed(),
                entry -> UpdateWorker.apply(
                        collection.index, PointsUpdateOperation.parseFrom(entry.operation()), entry.sequence()));
        collection.index.refresh();
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
        Update update = queue.add(operation);
        return acknowledgement.after(update.applied()).thenApply(status -> UpdateResult.newBuilder()
                .setOperationId(update.sequence())
                .setStatus(status)
                .build());
    }

    Snapshot snapshot() throws IOException {
        return index.snapshot();
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

    /** Ends it for ever. A crash on the way leaves a directory that the next start removes. */
    void drop() throws IOException {
        CollectionFile.delete(directory);
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
            log.force();
            worker.commit();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "Collection " + name() + " was not closed in order; its log has the rest", e);
        }
    }
}
