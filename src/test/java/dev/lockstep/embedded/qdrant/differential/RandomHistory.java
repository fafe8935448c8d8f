package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Operations that a seed decides, on a collection of their own that they make and delete: the same seed, the same operations.
 * Writes and reads of every kind, on few points and few values.
 */
public final class RandomHistory {
    /** What becomes of the collection at the end. */
    public enum End {
        KEEP,
        DELETE
    }

    private RandomHistory() {}

    static List<Operation> of(long seed, int operations) {
        return of(seed, operations, "differential-" + seed, End.DELETE);
    }

    public static List<Operation> of(long seed, int operations, String collection, End end) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomPayloads payloads = new RandomPayloads(random);
        RandomPoints points = new RandomPoints(random, payloads);
        RandomFilters filters = new RandomFilters(random, payloads, points);
        RandomWrites writes = new RandomWrites(random, payloads, points, filters);
        RandomSettings settings = new RandomSettings(random);
        RandomReads reads = new RandomReads(random, payloads, points, filters);

        List<Operation> history = new ArrayList<>(beginning(collection));
        for (int i = 0; i < operations; i++) {
            int kind = random.nextInt(30);
            history.add(
                    kind == 0
                            ? settings.next(collection)
                            : kind <= 10 ? writes.next(collection) : reads.next(collection));
        }
        if (end == End.DELETE) {
            history.add(deletion(collection));
        }
        return history;
    }

    private static List<Operation> beginning(String collection) {
        return List.of(
                deletion(collection),
                operation("qdrant.Collections/Create", creation(collection)),
                index(collection, "color", FieldType.FieldTypeKeyword),
                index(collection, "tags", FieldType.FieldTypeKeyword),
                index(collection, "n", FieldType.FieldTypeFloat),
                index(collection, "level", FieldType.FieldTypeInteger),
                index(collection, "flag", FieldType.FieldTypeBool),
                index(collection, "key", FieldType.FieldTypeUuid),
                index(collection, "place", FieldType.FieldTypeGeo),
                operation("qdrant.Points/CreateFieldIndex", textIndex(collection)),
                index(collection, "at", FieldType.FieldTypeDatetime));
    }

    private static CreateFieldIndexCollection.Builder textIndex(String collection) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setFieldName("text")
                .setFieldType(FieldType.FieldTypeText)
                .setFieldIndexParams(PayloadIndexParams.newBuilder()
                        .setTextIndexParams(TextIndexParams.newBuilder()
                                .setTokenizer(TokenizerType.Word)
                                .setPhraseMatching(true)));
    }

    private static Operation operation(String method, Message.Builder request) {
        return new Operation(method, request.build()).waiting();
    }

    private static Operation deletion(String collection) {
        return operation(
                "qdrant.Collections/Delete", DeleteCollection.newBuilder().setCollectionName(collection));
    }

    private static Operation index(String collection, String field, FieldType type) {
        return operation(
                "qdrant.Points/CreateFieldIndex",
                CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(collection)
                        .setFieldName(field)
                        .setFieldType(type));
    }

    private static CreateCollection.Builder creation(String collection) {
        return CreateCollection.newBuilder()
                .setCollectionName(collection)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(RandomPoints.COSINE, dense(Distance.Cosine))
                                .putMap(RandomPoints.EUCLID, dense(Distance.Euclid))
                                .putMap(RandomPoints.DOT, dense(Distance.Dot))
                                .putMap(RandomPoints.MANHATTAN, dense(Distance.Manhattan))))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                        .putMap(
                                RandomPoints.RARE,
                                SparseVectorParams.newBuilder()
                                        .setModifier(Modifier.Idf)
                                        .build())
                        .putMap(RandomPoints.PLAIN, SparseVectorParams.getDefaultInstance()));
    }

    private static VectorParams dense(Distance distance) {
        return VectorParams.newBuilder()
                .setSize(RandomPoints.SIZE)
                .setDistance(distance)
                .build();
    }
}
