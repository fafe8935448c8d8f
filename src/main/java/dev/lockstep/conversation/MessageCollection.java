package dev.lockstep.conversation;

import dev.lockstep.domain.Deadline;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.points.PointCollections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The collection that all conversations of a model share in Qdrant, made when the first message needs it. */
@ApplicationScoped
class MessageCollection {

    private final EmbeddingModel model;
    private final PointCollections collections;

    /** As many as there are models: one. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    MessageCollection(EmbeddingModel model, PointCollections collections) {
        this.model = model;
        this.collections = collections;
    }

    /** Safe in file names, and unlike those of knowledge bases. */
    String name() {
        return "lockstep_conversations_" + model.id().value().replaceAll("[^A-Za-z0-9]+", "_");
    }

    String model() {
        return model.id().value();
    }

    /** Completes when the collection is there. Making it again does no harm, so nobody needs to know who was first. */
    Uni<Void> ensure(String collection, Deadline deadline) {
        return known.contains(collection)
                ? Uni.createFrom().voidItem()
                : collections.create(collection, model.dimension(), deadline).invoke(() -> known.add(collection));
    }

    /** After a failed write, which may have failed because someone has dropped it: the next one looks again. */
    void doubt(String collection) {
        known.remove(collection);
    }
}
