package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.reading.UnreadLanguages;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.knowledgebases.Generations;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Starts, rolls back and cancels the building of knowledge bases anew, and tells how far it is. The work itself goes on
 * in the background.
 */
@ApplicationScoped
public class Reembedding {

    private final KnowledgeBases knowledgeBases;
    private final Generations generations;
    private final ReembedRules rules;
    private final BuildModels models;
    private final ReembedSettings settings;
    private final UnreadLanguages unreadLanguages;

    Reembedding(
            KnowledgeBases knowledgeBases,
            Generations generations,
            ReembedRules rules,
            BuildModels models,
            ReembedSettings settings,
            UnreadLanguages unreadLanguages) {
        this.knowledgeBases = knowledgeBases;
        this.generations = generations;
        this.rules = rules;
        this.models = models;
        this.settings = settings;
        this.unreadLanguages = unreadLanguages;
    }

    /** Begins to build a knowledge base anew; a building that failed with the same settings is continued. */
    public Uni<ReembedStatus> begin(Caller caller, String name, ReembedRequest asked) {
        return knowledgeBases
                .require(caller, name)
                .invoke(found -> Failpoints.alias(found.id(), found.name()))
                .chain(found -> rules.ready(found, asked)
                        .chain(() -> generations.begin(found.id(), rules.accept(found, asked)))
                        .onFailure(Generations::isAnotherBuilt)
                        .transform(clash -> running(found))
                        .chain(() -> status(found)));
    }

    /** Begins to go back to the generation that served before. */
    public Uni<ReembedStatus> rollBack(Caller caller, String name) {
        return knowledgeBases.require(caller, name).chain(found -> status(found)
                .invoke(status -> requireModel(status))
                .chain(() -> generations.rollBack(found.id()))
                .onFailure(Generations::isAnotherBuilt)
                .transform(clash -> running(found))
                .invoke(begun -> {
                    if (!begun) {
                        throw nothing(found);
                    }
                })
                .chain(() -> status(found)));
    }

    /**
     * Requires the model of the earlier generation: it has to catch up with what was written since by its own model.
     */
    private void requireModel(ReembedStatus status) {
        if (status.retired() != null) {
            models.require(status.retired().generation().settings());
        }
    }

    public Uni<ReembedStatus> status(Caller caller, String name) {
        return knowledgeBases.require(caller, name).chain(this::status);
    }

    /** Gives up what is being built. Without anything to give up it does nothing. */
    public Uni<ReembedStatus> cancel(Caller caller, String name) {
        return knowledgeBases
                .require(caller, name)
                .chain(found -> generations.cancel(found.id()).chain(() -> status(found)));
    }

    /** Gives up the generation that could serve again, and the one that could not be built. */
    public Uni<Void> discard(Caller caller, String name) {
        return knowledgeBases
                .require(caller, name)
                .chain(found -> generations.discard(found.id()))
                .replaceWithVoid();
    }

    private Uni<ReembedStatus> status(KnowledgeBase knowledgeBase) {
        return generations
                .all(knowledgeBase.id())
                .map(all -> ReembedStatus.of(all, settings.keepRetired()))
                .chain(this::withWarning);
    }

    private Uni<ReembedStatus> withWarning(ReembedStatus status) {
        if (status.built() == null) {
            return Uni.createFrom().item(status);
        }
        Generation.Settings built = status.built().generation().settings();
        return unreadLanguages
                .of(built.embeddingModel(), built.language(), UnreadLanguages.PATIENCE)
                .map(unread -> status.with(unread.orElse(null)));
    }

    private static Conflict running(KnowledgeBase knowledgeBase) {
        return new Conflict(
                ErrorCode.REEMBED_RUNNING,
                "knowledge base '" + knowledgeBase.name() + "' is being re-embedded already: wait for the end, or POST"
                        + " /v1/knowledge-bases/" + knowledgeBase.name() + "/reembed/cancel first",
                Map.of("knowledge_base", knowledgeBase.name()));
    }

    private static Conflict nothing(KnowledgeBase knowledgeBase) {
        return new Conflict(
                ErrorCode.NOTHING_TO_ROLL_BACK_TO,
                "knowledge base '" + knowledgeBase.name() + "' has no earlier generation that could serve again: it was"
                        + " never re-embedded, or the earlier one has been removed",
                Map.of("knowledge_base", knowledgeBase.name()));
    }
}
