package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Vectors alone in small segments, with an HNSW graph in large ones. Small segments come and go with every write and are
 * scanned in no time, so their graphs would cost much and give nothing; large ones come from merges in the background.
 *
 * <p>Registered with Lucene by name under {@code META-INF/services}.
 */
public final class PointVectorsFormat extends KnnVectorsFormat {
    /**
     * The number of points from which a segment has a graph. Scanning 20,000 vectors of 384 dimensions takes 6 ms; building their
     * graph takes a processor for the better part of a minute, which writers would miss.
     */
    static final int GRAPH_FROM = 20_000;

    private static final String NAME = "LockstepPoints";
    private static final String GRAPH_EXTENSION = "vex";
    private static final int MOST_DIMENSIONS = 65_536;

    private final FlatVectorsFormat flat;
    private final int graphFrom;

    /** Lucene makes one by this constructor to read segments. */
    public PointVectorsFormat() {
        this(new GraphPermit(), GRAPH_FROM);
    }

    PointVectorsFormat(GraphPermit graphs, int graphFrom) {
        super(NAME);
        this.graphFrom = graphFrom;
        this.flat = new Lucene99FlatVectorsFormat(new PointScorer(graphs));
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        boolean merge = state.context.context == IOContext.Context.MERGE;
        if (!merge || state.segmentInfo.maxDoc() < graphFrom) {
            return flat.fieldsWriter(state);
        }
        return new Lucene99HnswVectorsWriter(
                state,
                Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                flat.fieldsWriter(state),
                Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
                null);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        String graph = IndexFileNames.segmentFileName(state.segmentInfo.name, state.segmentSuffix, GRAPH_EXTENSION);
        return Arrays.asList(state.directory.listAll()).contains(graph)
                ? new Lucene99HnswVectorsReader(state, flat.fieldsReader(state))
                : flat.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MOST_DIMENSIONS;
    }
}
