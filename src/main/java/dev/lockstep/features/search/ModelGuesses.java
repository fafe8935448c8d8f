package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Tenant;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Guesses which model a knowledge base will turn out to have: that of the last time. So the query can be embedded while the knowledge
 * base is looked up. A wrong guess costs an embedding, and nothing else.
 */
@ApplicationScoped
class ModelGuesses {

    /** All are forgotten beyond so many. */
    private static final int MAX_REMEMBERED = 10_000;

    private final EmbeddingModels models;
    private final Map<Name, String> lastTime = new ConcurrentHashMap<>();

    ModelGuesses(EmbeddingModels models) {
        this.models = models;
    }

    private record Name(Tenant tenant, String knowledgeBase) {}

    EmbeddingModel guess(Tenant tenant, String knowledgeBase) {
        String id = lastTime.get(new Name(tenant, knowledgeBase));
        return id == null ? models.defaultModel() : models.byId(id).orElseGet(models::defaultModel);
    }

    void remember(KnowledgeBase knowledgeBase) {
        if (lastTime.size() >= MAX_REMEMBERED) {
            lastTime.clear();
        }
        lastTime.put(new Name(knowledgeBase.tenant(), knowledgeBase.name()), knowledgeBase.embeddingModel());
    }
}
