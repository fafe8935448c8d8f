package dev.lockstep.stores.points;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataDates;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Readers;
import dev.lockstep.domain.SparseVector;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

/**
 * A point in Qdrant's form.
 *
 * <p>The payload holds what searches filter by and what reconciliation reads: {@code tenant}, {@code knowledge_base_id},
 * {@code document_id}, {@code version}, {@code uow_id} and, in an object of their own so that no name can clash, the
 * document's {@code metadata}. The text stays in the catalog. The {@code dates} of the metadata are there a second time, as
 * {@link MetadataDates} has them. The {@code language} is there when the document has one that is not simply its knowledge base's, and
 * {@code for_nobody} when it has readers and they are none.
 */
final class PointCodec {

    /** The dense vector's name in every collection. */
    static final String DENSE = "dense";

    /** The sparse vector's name in every collection. */
    static final String LEXICAL = "lexical";

    static final String TENANT = "tenant";

    /** The scope, which may be a conversation too: the wire names are older than conversations. */
    static final String SCOPE = "knowledge_base_id";

    /** The owner, which may be a message too. */
    static final String OWNER = "document_id";

    static final String VERSION = "version";
    static final String UNIT_OF_WORK = "uow_id";
    static final String LANGUAGE = "language";
    static final String FOR_NOBODY = "for_nobody";
    static final String METADATA = "metadata";
    static final String DATES = "dates";

    private PointCodec() {}

    static PointStruct encode(Point point) {
        PointStruct.Builder encoded = PointStruct.newBuilder()
                .setId(encode(point.id()))
                .setVectors(namedVectors(vectors(point)))
                .putPayload(TENANT, value(point.tenant().value()))
                .putPayload(SCOPE, value(point.scope().toString()))
                .putPayload(OWNER, value(point.owner().toString()))
                .putPayload(VERSION, value((long) point.version()))
                .putPayload(UNIT_OF_WORK, value(point.unitOfWork().toString()))
                .putPayload(METADATA, encode(point.metadata()));
        if (point.language() != null) {
            encoded.putPayload(LANGUAGE, value(point.language()));
        }
        if (point.metadata().values().get(Readers.FIELD) instanceof List<?> readers && readers.isEmpty()) {
            encoded.putPayload(FOR_NOBODY, value(true));
        }
        Map<String, Object> dates = MetadataDates.of(point.metadata());
        if (!dates.isEmpty()) {
            encoded.putPayload(DATES, object(dates));
        }
        return encoded.build();
    }

    private static Map<String, Vector> vectors(Point point) {
        Vector dense = vector(point.embedding().vector());
        return point.lexical().isEmpty()
                ? Map.of(DENSE, dense)
                : Map.of(DENSE, dense, LEXICAL, lexical(point.lexical()));
    }

    private static Vector lexical(SparseVector vector) {
        return vector(Floats.asList(vector.values()), Ints.asList(vector.indices()));
    }

    static Common.PointId encode(PointId id) {
        return PointIdFactory.id(id.value());
    }

    static PointId decode(Common.PointId id) {
        return new PointId(UUID.fromString(id.getUuid()));
    }

    private static Value encode(Metadata metadata) {
        return object(metadata.values());
    }

    private static Value object(Map<?, ?> object) {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.forEach((key, element) -> fields.put(key.toString(), json(element)));
        return value(fields);
    }

    private static Value json(Object element) {
        if (element instanceof Map<?, ?> object) {
            return object(object);
        } else if (element instanceof List<?> elements) {
            return list(elements.stream().map(PointCodec::json).toList());
        } else if (element instanceof Boolean bool) {
            return value(bool.booleanValue());
        } else if (element instanceof Number number) {
            boolean integer =
                    !(number instanceof Double || number instanceof Float || number instanceof java.math.BigDecimal);
            return integer ? value(number.longValue()) : value(number.doubleValue());
        }
        return value(element.toString());
    }
}
