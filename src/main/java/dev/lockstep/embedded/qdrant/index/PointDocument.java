package dev.lockstep.embedded.qdrant.index;

import com.google.protobuf.MessageLite;
import dev.lockstep.embedded.qdrant.protocol.DenseVectors;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * A point as a Lucene document.
 *
 * <pre>
 *   id          the key, as a term to find and replace it and as a sorted value to scroll by
 *   point       id and payload, protobuf bytes
 *   sparse      sparse vectors, protobuf bytes
 *   s:NAME      the sparse vector NAME, as {@link SparseFields} tells
 *   version     sequence number of the operation that wrote it
 *   v:NAME      the dense vector NAME
 *   payload     a term for each payload value
 *   n:PATH      numbers of the payload
 *   t:PATH      times of the payload
 * </pre>
 */
final class PointDocument {
    static final String ID = "id";
    static final String POINT = "point";
    static final String SPARSE = "sparse";
    static final String VERSION = "version";

    private PointDocument() {}

    static Term key(BytesRef key) {
        return new Term(ID, key);
    }

    static Document of(PointStruct point, long version, Map<String, VectorSpec> specs) {
        BytesRef key = PointKey.of(point.getId());
        Document document = new Document();
        document.add(new StringField(ID, key, Field.Store.NO));
        document.add(new SortedDocValuesField(ID, key));
        document.add(new NumericDocValuesField(VERSION, version));
        document.add(bytes(
                POINT,
                RetrievedPoint.newBuilder()
                        .setId(PointKey.read(key))
                        .putAllPayload(point.getPayloadMap())
                        .build()));
        addVectors(point, specs, document);
        PayloadFields.add(point.getPayloadMap(), document);
        return document;
    }

    private static void addVectors(PointStruct point, Map<String, VectorSpec> specs, Document document) {
        NamedVectorsOutput.Builder sparse = NamedVectorsOutput.newBuilder();
        point.getVectors().getVectors().getVectorsMap().forEach((name, vector) -> {
            if (vector.hasSparse()) {
                SparseFields.add(name, vector.getSparse(), document);
                sparse.putVectors(
                        name,
                        VectorOutput.newBuilder().setSparse(vector.getSparse()).build());
            } else {
                document.add(dense(specs.get(name), vector));
            }
        });
        if (sparse.getVectorsCount() > 0) {
            document.add(bytes(SPARSE, sparse.build()));
        }
    }

    private static Field dense(VectorSpec spec, Vector vector) {
        float[] values = spec.metric().prepare(DenseVectors.of(vector.getDense()));
        return new KnnFloatVectorField(spec.field(), values, spec.metric().graphOrder());
    }

    private static Field bytes(String field, MessageLite message) {
        return new BinaryDocValuesField(field, new BytesRef(message.toByteArray()));
    }
}
