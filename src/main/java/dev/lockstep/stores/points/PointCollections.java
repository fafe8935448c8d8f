package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.platform.resilience.Lane;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Creates and drops collections. Both may be repeated: after a crash nobody knows how far the first try came. */
@ApplicationScoped
public class PointCollections {

    private final QdrantConnection qdrant;
    private final QdrantSettings settings;

    PointCollections(QdrantConnection qdrant, QdrantSettings settings) {
        this.qdrant = qdrant;
        this.settings = settings;
    }

    /**
     * Creates a collection with both its vectors and its payload indexes, before any data: Qdrant builds its graph with
     * regard to the indexes it knows.
     *
     * @param dimension the dimension of the dense vector
     */
    public Uni<Void> create(String collection, int dimension, Deadline deadline) {
        CreateCollection request = CreateCollection.newBuilder()
                .setCollectionName(collection)
                .setVectorsConfig(dense(dimension))
                .setSparseVectorsConfig(sparse())
                .setReplicationFactor(settings.replicationFactor())
                .setShardNumber(settings.shards())
                .build();
        return qdrant.collections(Lane.BEGUN, deadline, stub -> stub.create(request))
                .replaceWithVoid()
                .onFailure(QdrantFailures::alreadyExists)
                .recoverWithNull()
                .chain(() -> createIndexes(collection, deadline));
    }

    private static VectorsConfig dense(int dimension) {
        return VectorsConfig.newBuilder()
                .setParamsMap(VectorParamsMap.newBuilder()
                        .putMap(
                                PointCodec.DENSE,
                                VectorParams.newBuilder()
                                        .setSize(dimension)
                                        .setDistance(Distance.Cosine)
                                        .build()))
                .build();
    }

    private static SparseVectorConfig sparse() {
        return SparseVectorConfig.newBuilder()
                .putMap(
                        PointCodec.LEXICAL,
                        SparseVectorParams.newBuilder()
                                .setModifier(Modifier.Idf)
                                .build())
                .build();
    }

    private Uni<Void> createIndexes(String collection, Deadline deadline) {
        List<CreateFieldIndexCollection> indexes = List.of(
                keyword(collection, PointCodec.SCOPE, true),
                keyword(collection, PointCodec.TENANT, false),
                keyword(collection, PointCodec.OWNER, false),
                keyword(collection, PointCodec.UNIT_OF_WORK, false));
        return Multi.createFrom()
                .iterable(indexes)
                .onItem()
                .transformToUniAndConcatenate(
                        index -> qdrant.points(Lane.BEGUN, deadline, stub -> stub.createFieldIndex(index)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static CreateFieldIndexCollection keyword(String collection, String field, boolean isTenant) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setFieldName(field)
                .setFieldType(FieldType.FieldTypeKeyword)
                .setFieldIndexParams(PayloadIndexParams.newBuilder()
                        .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(isTenant)))
                .setWait(true)
                .build();
    }

    /** Returns the names of all collections, including those that are not Lockstep's. */
    public Uni<Set<String>> names(Deadline deadline) {
        return qdrant.collections(Lane.DUTY, deadline, stub -> stub.list(ListCollectionsRequest.getDefaultInstance()))
                .map(response -> response.getCollectionsList().stream()
                        .map(CollectionDescription::getName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Drops a collection with everything in it; it may be missing already. */
    public Uni<Void> drop(String collection, Deadline deadline) {
        DeleteCollection request =
                DeleteCollection.newBuilder().setCollectionName(collection).build();
        return qdrant.collections(Lane.BEGUN, deadline, stub -> stub.delete(request))
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithNull()
                .replaceWithVoid();
    }
}
