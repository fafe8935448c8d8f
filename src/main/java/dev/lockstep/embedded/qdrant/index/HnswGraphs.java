package dev.lockstep.embedded.qdrant.index;

import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReader;

/** Tells which segments have a graph: asking the others for neighbours gives none, not an error. */
final class HnswGraphs {
    private HnswGraphs() {}

    static boolean isIn(LeafReader segment, VectorSpec vector) {
        return segment instanceof CodecReader codec
                && codec.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
                && fields.getFieldReader(vector.field()) instanceof HnswGraphProvider;
    }
}
