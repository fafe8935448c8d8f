package dev.lockstep.embedded.qdrant.index;

import com.google.common.collect.Maps;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;

/**
 * The index of one collection. Written by one thread; read by any through {@link #snapshot()}, which sees what was
 * written before the last {@link #refresh()}. What was written after the last {@link #commit} is lost when the process
 * dies: the operation log has it.
 */
public final class PointIndex implements Closeable {
    private static final String APPLIED = "applied";

    /** How many MB may be buffered between two refreshes. */
    private static final double BUFFER_MB = 64;

    /**
     * The small segments of refreshes, up to so many MB each, stay in memory until they are merged or committed: making
     * files takes longer than all else, and until then the log has their points.
     */
    private static final double CACHED_SEGMENT_MB = 8;

    private static final double CACHED_MB = 48;

    /** So many merges are never waiting: with fewer, writers would be held back while a large graph is built. */
    private static final int MOST_MERGES = 1000;

    private final Map<String, VectorSpec> vectors;
    private final GraphPermit graphs = new GraphPermit();
    private final Directory files;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final PendingWrites unrefreshed = new PendingWrites();
    private volatile PayloadIndexSet indexes = PayloadIndexSet.NONE;

    private PointIndex(Path path, List<VectorSpec> vectors, int graphFrom) throws IOException {
        this.vectors = Maps.uniqueIndex(vectors, VectorSpec::name);
        this.files = FSDirectory.open(path);
        try {
            IndexFormat format = IndexFormat.read(files);
            this.writer = new IndexWriter(
                    new NRTCachingDirectory(files, CACHED_SEGMENT_MB, CACHED_MB), configuration(graphFrom));
            try {
                if (format.isOlder()) {
                    new Reindexing(path, files, writer, this.vectors).from(format);
                    commit(committed());
                }
                this.searchers = new SearcherManager(writer, null);
            } catch (IOException | RuntimeException e) {
                IOUtils.closeWhileHandlingException(writer::rollback);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(files);
            throw e;
        }
    }

    /**
     * Opens an index as it was committed last. One of an earlier format is written anew, in one commit.
     *
     * @throws IOException also if its format is of a later version
     */
    public static PointIndex open(Path path, List<VectorSpec> vectors) throws IOException {
        return open(path, vectors, PointVectorsFormat.GRAPH_FROM);
    }

    /** Opens an index that has graphs for segments of at least {@code graphFrom} points. */
    static PointIndex open(Path path, List<VectorSpec> vectors, int graphFrom) throws IOException {
        return new PointIndex(path, vectors, graphFrom);
    }

    private IndexWriterConfig configuration(int graphFrom) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(MOST_MERGES, 1);
        merges.disableAutoIOThrottle();
        return new IndexWriterConfig(null)
                .setCodec(new IndexCodec(graphs, graphFrom))
                .setMergePolicy(vectors.isEmpty() ? new TieredMergePolicy() : new GraphMerges(graphFrom))
                .setMergeScheduler(merges)
                .setRAMBufferSizeMB(BUFFER_MB)
                // Copying small files into one would cost a refresh more than it saves.
                .setUseCompoundFile(false)
                // A refresh must not wait for merges.
                .setMaxFullFlushMergeWaitMillis(0);
    }

    /** The sequence number of the last operation in the commit that this index was opened from; 0 when it is new. */
    public long committed() {
        if (writer.getLiveCommitData() != null) {
            for (Map.Entry<String, String> entry : writer.getLiveCommitData()) {
                if (entry.getKey().equals(APPLIED)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return 0;
    }

    /** Replaces the whole point. */
    public void upsert(PointStruct point, long version) throws IOException {
        graphs.inUse();
        var document = PointDocument.of(point, version, vectors);
        BytesRef key = document.getBinaryValue(PointDocument.ID);
        writer.updateDocument(PointDocument.key(key), document);
        unrefreshed.written(key, new CurrentPoint(point, version));
    }

    public void delete(BytesRef key) throws IOException {
        writer.deleteDocuments(PointDocument.key(key));
        unrefreshed.deleted(key);
    }

    /** Deletes what was written before and matches. */
    public void delete(Filter filter) throws IOException {
        Query query = FilterQuery.of(filter, indexes);
        writer.deleteDocuments(query);
        unrefreshed.deletedByFilter();
    }

    /** Gives conditions, from here on, the meaning they have with these payload indexes. */
    public void use(PayloadIndexSet newIndexes) {
        indexes = newIndexes;
    }

    /** Shows readers everything written so far. To be called by the thread that writes. */
    public void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
        unrefreshed.clear();
    }

    PendingWrites unrefreshed() {
        return unrefreshed;
    }

    Collection<VectorSpec> vectors() {
        return vectors.values();
    }

    /** Makes everything written so far durable, as the state after the operation {@code applied}. */
    public void commit(long applied) throws IOException {
        writer.setLiveCommitData(IndexFormat.CURRENT.with(APPLIED, applied).entrySet());
        writer.commit();
    }

    public Snapshot snapshot() throws IOException {
        graphs.inUse();
        return new Snapshot(searchers, searchers.acquire(), vectors, indexes);
    }

    /** Drops what was not committed, and graphs under construction. Snapshots can be taken as before. */
    public void stopWriting() throws IOException {
        graphs.withdraw();
        writer.rollback();
    }

    @Override
    public void close() throws IOException {
        // The cache is left alone: closing it would write files that nothing refers to any more.
        IOUtils.close(this::stopWriting, searchers, files);
    }
}
