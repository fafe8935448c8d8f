package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.platform.resilience.Lane;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Indexes metadata fields in Qdrant. Indexes make filters faster and change no result, so all of this may be
 * repeated, and may fail, without harm.
 */
@ApplicationScoped
public class PayloadIndexes {

    private final QdrantConnection qdrant;

    PayloadIndexes(QdrantConnection qdrant) {
        this.qdrant = qdrant;
    }

    /** Indexes declared fields as part of making a collection, so it waits until the indexes exist. */
    public Uni<Void> create(String collection, Collection<PayloadIndex> indexes, Deadline deadline) {
        return indexes.isEmpty()
                ? Uni.createFrom().voidItem()
                : indexed(collection, Lane.BEGUN, deadline)
                        .chain(there -> create(collection, lacking(indexes, there), Acknowledgement.VISIBLE, deadline))
                        .replaceWithVoid();
    }

    /**
     * Asks for indexes on fields in use. Qdrant builds them behind its other work; the call does not wait for a
     * collection that may be large.
     *
     * @param most how many metadata fields of the collection may be indexed
     * @return the indexes that are not made because there are that many already
     */
    public Uni<List<PayloadIndex>> add(
            String collection, Collection<PayloadIndex> indexes, int most, Deadline deadline) {
        return indexed(collection, Lane.DUTY, deadline).chain(there -> {
            List<PayloadIndex> lacking = lacking(indexes, there);
            int room = Math.max(
                    0,
                    most
                            - (int) there.stream()
                                    .filter(PayloadIndexes::isMetadata)
                                    .count());
            List<PayloadIndex> fitting = lacking.subList(0, Math.min(room, lacking.size()));
            return create(collection, fitting, Acknowledgement.LOGGED, deadline)
                    .replaceWith(lacking.subList(fitting.size(), lacking.size()));
        });
    }

    private static boolean isMetadata(String path) {
        return path.startsWith(PointCodec.METADATA + ".") || path.startsWith(PointCodec.DATES + ".");
    }

    /**
     * Returns the indexes that are missing. A path has one index: where a field holds several types, or knowledge
     * bases share the collection, the first one stays.
     */
    private static List<PayloadIndex> lacking(Collection<PayloadIndex> wanted, Set<String> there) {
        Set<String> taken = new HashSet<>(there);
        Predicate<PayloadIndex> isNew = index -> taken.add(index.path());
        return wanted.stream().filter(isNew).toList();
    }

    /** Returns what is indexed in a collection, by the paths in the payload. */
    public Uni<Set<String>> paths(String collection, Deadline deadline) {
        return indexed(collection, Lane.DUTY, deadline);
    }

    private Uni<Set<String>> indexed(String collection, Lane lane, Deadline deadline) {
        GetCollectionInfoRequest request = GetCollectionInfoRequest.newBuilder()
                .setCollectionName(collection)
                .build();
        return qdrant.collections(lane, deadline, stub -> stub.get(request))
                .map(response -> response.getResult().getPayloadSchemaMap().keySet());
    }

    private Uni<Void> create(String collection, List<PayloadIndex> indexes, Acknowledgement wanted, Deadline deadline) {
        Lane lane = wanted == Acknowledgement.VISIBLE ? Lane.BEGUN : Lane.DUTY;
        return Multi.createFrom()
                .iterable(indexes)
                .map(index -> request(collection, index)
                        .setWait(wanted == Acknowledgement.VISIBLE)
                        .build())
                .onItem()
                .transformToUniAndConcatenate(
                        request -> qdrant.points(lane, deadline, stub -> stub.createFieldIndex(request)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static CreateFieldIndexCollection.Builder request(String collection, PayloadIndex index) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setFieldName(index.path())
                .setFieldType(
                        switch (index.type()) {
                            case STRING -> FieldType.FieldTypeKeyword;
                            case NUMBER -> FieldType.FieldTypeFloat;
                            case BOOLEAN -> FieldType.FieldTypeBool;
                            case DATE -> FieldType.FieldTypeDatetime;
                        });
    }
}
