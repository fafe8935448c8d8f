package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.DenseVectors;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.Vectors;
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
import org.jspecify.annotations.Nullable;

/** Reads a point back from its document. */
record StoredPoint(LeafReader reader, int doc) {
    /** The point of a document of the whole index. */
    static StoredPoint at(IndexReader index, int doc) {
        List<LeafReaderContext> leaves = index.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new StoredPoint(leaf.reader(), doc - leaf.docBase);
    }

    BytesRef key() throws IOException {
        SortedDocValues keys = DocValues.getSorted(reader, PointDocument.ID);
        if (!keys.advanceExact(doc)) {
            throw new IOException("A document without an id");
        }
        return BytesRef.deepCopyOf(keys.lookupOrd(keys.ordValue()));
    }

    PointId id() throws IOException {
        return PointKey.read(key());
    }

    /** The point in the form to be written again, which stores it as it is: preparing vectors twice changes nothing. */
    PointStruct point(Collection<VectorSpec> specs) throws IOException {
        NamedVectors.Builder vectors = NamedVectors.newBuilder();
        for (VectorSpec spec : specs) {
            float[] values = dense(spec);
            if (values != null) {
                vectors.putVectors(
                        spec.name(),
                        Vector.newBuilder()
                                .setDense(DenseVectors.toMessage(values))
                                .build());
            }
        }
        sparse().forEach((name, vector) -> vectors.putVectors(
                name, Vector.newBuilder().setSparse(vector.getSparse()).build()));
        return PointStruct.newBuilder()
                .setId(id())
                .putAllPayload(payload())
                .setVectors(Vectors.newBuilder().setVectors(vectors))
                .build();
    }

    /** Sequence number of the operation that wrote the point. */
    long version() throws IOException {
        NumericDocValues versions = DocValues.getNumeric(reader, PointDocument.VERSION);
        return versions.advanceExact(doc) ? versions.longValue() : 0;
    }

    Map<String, Value> payload(PointSelection selection) throws IOException {
        if (!selection.wantsPayload()) {
            return Map.of();
        }
        return selection.of(payload());
    }

    VectorsOutput vectors(PointSelection selection, Collection<VectorSpec> specs) throws IOException {
        NamedVectorsOutput.Builder vectors = NamedVectorsOutput.newBuilder();
        for (VectorSpec spec : specs) {
            float[] values = selection.vectors().test(spec.name()) ? dense(spec) : null;
            if (values != null) {
                vectors.putVectors(
                        spec.name(),
                        VectorOutput.newBuilder()
                                .setDense(DenseVectors.toMessage(values))
                                .build());
            }
        }
        sparse().forEach((name, vector) -> {
            if (selection.vectors().test(name)) {
                vectors.putVectors(name, vector);
            }
        });
        return output(vectors);
    }

    /** The vector, or an empty one if the point has no such vector. */
    VectorOutput vector(String name, Collection<VectorSpec> specs) throws IOException {
        VectorsOutput vectors = vectors(new PointSelection(PayloadSelection.NONE, name::equals), specs);
        return vectors.hasVector()
                ? vectors.getVector()
                : vectors.getVectors().getVectorsOrDefault(name, VectorOutput.getDefaultInstance());
    }

    /** Gives a vector without a name in the form for one, unless there are others beside it. */
    private static VectorsOutput output(NamedVectorsOutput.Builder vectors) {
        VectorsOutput.Builder output = VectorsOutput.newBuilder();
        VectorOutput unnamed = vectors.getVectorsMap().get("");
        return unnamed != null && vectors.getVectorsCount() == 1
                ? output.setVector(unnamed).build()
                : output.setVectors(vectors).build();
    }

    /** The whole payload. */
    Map<String, Value> payload() throws IOException {
        return RetrievedPoint.parseFrom(bytes(PointDocument.POINT)).getPayloadMap();
    }

    private Map<String, VectorOutput> sparse() throws IOException {
        return NamedVectorsOutput.parseFrom(bytes(PointDocument.SPARSE)).getVectorsMap();
    }

    private float @Nullable [] dense(VectorSpec spec) throws IOException {
        FloatVectorValues values = reader.getFloatVectorValues(spec.field());
        return values != null && values.advance(doc) == doc ? values.vectorValue() : null;
    }

    private ByteArrayInputStream bytes(String field) throws IOException {
        BinaryDocValues values = DocValues.getBinary(reader, field);
        BytesRef bytes = values.advanceExact(doc) ? values.binaryValue() : new BytesRef();
        return new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length);
    }
}
