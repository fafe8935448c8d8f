package dev.lockstep.embedded.qdrant.index;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;

/** Lucene's own codec, but for vectors. */
final class IndexCodec extends Lucene912Codec {
    static {
        // Lucene looks formats up by name when it reads, in the class loader it was first used with.
        KnnVectorsFormat.reloadKnnVectorsFormat(PointVectorsFormat.class.getClassLoader());
    }

    private final KnnVectorsFormat vectors;

    IndexCodec(GraphPermit graphs, int graphFrom) {
        this.vectors = new PointVectorsFormat(graphs, graphFrom);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
