package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;

/**
 * Writes every point of an index of an earlier format anew. Until the commit that the caller makes, the directory holds the
 * index as it was: after a crash it begins again.
 */
record Reindexing(Path path, Directory directory, IndexWriter writer, Map<String, VectorSpec> vectors) {
    private static final System.Logger LOGGER = System.getLogger(Reindexing.class.getName());
    private static final int TELL_EVERY = 10_000;

    void from(IndexFormat format) throws IOException {
        try (DirectoryReader points = DirectoryReader.open(directory)) {
            LOGGER.log(
                    Level.INFO,
                    "{0}: reindexing {1} points from format {2} to {3}",
                    path,
                    points.numDocs(),
                    format.number(),
                    IndexFormat.CURRENT.number());
            // This forgets the kinds of the fields too, which a later format may have changed.
            long ignored = writer.deleteAll();
            int done = 0;
            for (LeafReaderContext leaf : points.leaves()) {
                done = copy(leaf.reader(), done, points.numDocs());
            }
            LOGGER.log(Level.INFO, "{0}: reindexed all {1} points", path, done);
        }
    }

    private int copy(LeafReader from, int before, int all) throws IOException {
        int done = before;
        Bits live = from.getLiveDocs();
        for (int doc = 0; doc < from.maxDoc(); doc++) {
            if (live == null || live.get(doc)) {
                StoredPoint point = new StoredPoint(from, doc);
                writer.addDocument(PointDocument.of(point.point(vectors.values()), point.version(), vectors));
                done++;
                if (done % TELL_EVERY == 0) {
                    LOGGER.log(Level.INFO, "{0}: reindexed {1} of {2} points", path, done, all);
                }
            }
        }
        return done;
    }
}
