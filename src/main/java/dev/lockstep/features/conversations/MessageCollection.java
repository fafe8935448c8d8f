package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.Deadline;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.stores.points.PointCollections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The collection that all conversations of a model share in Qdrant, made when the first message needs it. */
@ApplicationScoped
class MessageCollection {

    private final EmbeddingModels models;
    private final PointCollections collections;

    /** The collections that are known to exist: as many as there are models. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    MessageCollection(EmbeddingModels models, PointCollections collections) {
        this.models = models;
        this.collections = collections;
    }

    /**
     * Returns the name of the collection for new conversations. It is safe in file names, and unlike those of knowledge
     * bases.
     */
    String name() {
        return "lockstep_conversations_" + models.defaultModel().id().value().replaceAll("[^A-Za-z0-9]+", "_");
    }

    /** Returns the model of new conversations. */
    String model() {
        return models.defaultModel().id().value();
    }

    /** Makes the collection unless it exists. Making it again does no harm, so nobody needs to know who was first. */
    Uni<Void> ensure(Conversation conversation, Deadline deadline) {
        String collection = conversation.collection();
        if (known.contains(collection)) {
            return Uni.createFrom().voidItem();
        }
        EmbeddingModel model = models.of(conversation);
        return model.ready()
                .chain(() -> collections.create(collection, model.dimension(), deadline))
                .invoke(() -> known.add(collection));
    }

    /**
     * Forgets that a collection exists, after a write that may have failed because someone has dropped it: the next
     * write looks again.
     */
    void doubt(String collection) {
        known.remove(collection);
    }
}
