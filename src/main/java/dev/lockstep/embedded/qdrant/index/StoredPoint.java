package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.Floats;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/** Reads a point back from its document. */
record StoredPoint(LeafReader reader, int doc) {
    /** Of a document of the whole index. */
    static StoredPoint at(IndexReader index, int doc) {
        List<LeafReaderContext> leaves = index.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new StoredPoint(leaf.reader(), doc - leaf.docBase);
    }

    PointId id() throws IOException {
        return PointKey.read(key());
    }

    BytesRef key() throws IOException {
        SortedDocValues keys = DocValues.getSorted(reader, PointDocument.ID);
        if (!keys.advanceExact(doc)) {
            throw new IOException("A document without an id");
        }
        return BytesRef.deepCopyOf(keys.lookupOrd(keys.ordValue()));
    }

    /** Sequence number of the operation that wrote the point. */
    long version() throws IOException {
        NumericDocValues versions = DocValues.getNumeric(reader, PointDocument.VERSION);
        return versions.advanceExact(doc) ? versions.longValue() : 0;
    }

    Map<String, Value> payload(Selection selection) throws IOException {
        if (!selection.wantsPayload()) {
            return Map.of();
        }
        return selection.of(payload());
    }

    /** The whole payload. */
    Map<String, Value> payload() throws IOException {
        return RetrievedPoint.parseFrom(bytes(PointDocument.POINT)).getPayloadMap();
    }

    VectorsOutput vectors(Selection selection, Collection<VectorSpec> specs) throws IOException {
        NamedVectorsOutput.Builder vectors = NamedVectorsOutput.newBuilder();
        for (VectorSpec spec : specs) {
            if (selection.vectors().test(spec.name())) {
                addDense(spec, vectors);
            }
        }
        NamedVectorsOutput.parseFrom(bytes(PointDocument.SPARSE))
                .getVectorsMap()
                .forEach((name, vector) -> {
                    if (selection.vectors().test(name)) {
                        vectors.putVectors(name, vector);
                    }
                });
        return VectorsOutput.newBuilder().setVectors(vectors).build();
    }

    private void addDense(VectorSpec spec, NamedVectorsOutput.Builder vectors) throws IOException {
        FloatVectorValues values = reader.getFloatVectorValues(spec.field());
        if (values != null && values.advance(doc) == doc) {
            vectors.putVectors(
                    spec.name(),
                    VectorOutput.newBuilder()
                            .setDense(Floats.toMessage(values.vectorValue()))
                            .build());
        }
    }

    private ByteArrayInputStream bytes(String field) throws IOException {
        BinaryDocValues values = DocValues.getBinary(reader, field);
        BytesRef bytes = values.advanceExact(doc) ? values.binaryValue() : new BytesRef();
        return new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length);
    }
}
