package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import dev.lockstep.features.reading.UnreadLanguage;
import dev.lockstep.features.reading.UnreadLanguages;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointCollections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, describes, lists and deletes knowledge bases. */
@ApplicationScoped
public class KnowledgeBaseService {

    private final KnowledgeBases knowledgeBases;
    private final KnowledgeBaseRows rows;
    private final PointCollections collections;
    private final PayloadIndexes indexes;
    private final KnowledgeBaseRules rules;
    private final UnitsOfWork unitsOfWork;
    private final UnreadLanguages unreadLanguages;

    KnowledgeBaseService(
            KnowledgeBases knowledgeBases,
            KnowledgeBaseRows rows,
            PointCollections collections,
            PayloadIndexes indexes,
            KnowledgeBaseRules rules,
            UnitsOfWork unitsOfWork,
            UnreadLanguages unreadLanguages) {
        this.knowledgeBases = knowledgeBases;
        this.rows = rows;
        this.collections = collections;
        this.indexes = indexes;
        this.rules = rules;
        this.unitsOfWork = unitsOfWork;
        this.unreadLanguages = unreadLanguages;
    }

    /**
     * A knowledge base with what is live in it.
     *
     * @param unread its language, when its model is known not to read it well; else null
     */
    public record Described(
            KnowledgeBase knowledgeBase,
            long documents,
            long chunks,
            @Nullable UnreadLanguage unread) {
        Described with(KnowledgeBase changed) {
            return new Described(changed, documents, chunks, unread);
        }
    }

    /** Makes a knowledge base with its collection in Qdrant: both, or neither. */
    public Uni<Described> create(Write<Described> write, KnowledgeBaseDraft draft) {
        return rules.ready(write.caller(), draft).chain(() -> create(write, rules.accept(write.caller(), draft)));
    }

    private Uni<Described> create(Write<Described> write, KnowledgeBase accepted) {
        return knowledgeBases
                .byName(write.caller(), accepted.name())
                .invoke(taken -> taken.ifPresent(other -> {
                    throw nameTaken(other.name());
                }))
                .chain(() -> unread(accepted))
                .chain(unread -> make(write, new Described(accepted, 0, 0, unread.orElse(null))));
    }

    private Uni<Described> make(Write<Described> write, Described made) {
        KnowledgeBase accepted = made.knowledgeBase();
        return unitsOfWork
                .execute(Assignment.of(
                        write, List.of(new CreateKnowledgeBase(rows, collections, indexes, accepted)), () -> made))
                .onFailure(KnowledgeBaseRows::isNameTaken)
                .transform(clash -> nameTaken(accepted.name()))
                .replaceWith(made);
    }

    private Uni<Optional<UnreadLanguage>> unread(KnowledgeBase knowledgeBase) {
        return unreadLanguages.of(knowledgeBase.embeddingModel(), knowledgeBase.language(), UnreadLanguages.PATIENCE);
    }

    private static Conflict nameTaken(String name) {
        return new Conflict(
                ErrorCode.KNOWLEDGE_BASE_EXISTS,
                "there is a knowledge base '" + name + "' already: choose another name, or delete it first",
                Map.of("knowledge_base", name));
    }

    public Uni<Described> get(Caller caller, String name) {
        return knowledgeBases.require(caller, name).chain(this::describe);
    }

    /**
     * Reads a page of the knowledge bases.
     *
     * @param after the last name of the page before, or empty
     */
    public Uni<List<KnowledgeBase>> page(Caller caller, String after, int limit) {
        return knowledgeBases.page(caller, after, limit);
    }

    public Uni<Described> change(Write<Described> write, String name, KnowledgeBaseChange asked) {
        KnowledgeBaseChange accepted = rules.accept(asked);
        return get(write.caller(), name).chain(found -> {
            ChangeKnowledgeBase step = new ChangeKnowledgeBase(rows, found.knowledgeBase(), accepted);
            return unitsOfWork
                    .execute(Assignment.of(write, List.of(step), () -> found.with(step.changed())))
                    .map(outcome -> found.with(step.changed()));
        });
    }

    private Uni<Described> describe(KnowledgeBase knowledgeBase) {
        return Uni.combine()
                .all()
                .unis(knowledgeBases.counts(knowledgeBase.id()), unread(knowledgeBase))
                .with((counts, unread) ->
                        new Described(knowledgeBase, counts.documents(), counts.chunks(), unread.orElse(null)));
    }

    /** Makes a knowledge base and everything in it invisible at once; rows and points go in the background. */
    public Uni<Void> delete(Write<Void> write, String name) {
        return knowledgeBases
                .require(write.caller(), name)
                .chain(found -> unitsOfWork.execute(
                        Assignment.of(write, List.of(new DeleteKnowledgeBase(rows, found)), () -> null)))
                .replaceWithVoid();
    }
}
