package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.reading.UnreadLanguage;
import dev.lockstep.features.reading.UnreadLanguages;
import dev.lockstep.features.search.Warning.Code;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Warns of searches by meaning alone where the model does not read the language: only words could help there. */
@ApplicationScoped
class LanguageCheck {

    /** What is kept is there by then. What has to be measured first is known to a later search. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final UnreadLanguages unreadLanguages;

    LanguageCheck(UnreadLanguages unreadLanguages) {
        this.unreadLanguages = unreadLanguages;
    }

    Uni<Void> warn(Query query, List<SearchTarget> targets, SearchTrace trace) {
        return query.mode() == Mode.DENSE
                ? Multi.createFrom()
                        .iterable(targets)
                        .onItem()
                        .transformToUniAndConcatenate(target -> warn(target.knowledgeBase(), trace))
                        .collect()
                        .last()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> warn(KnowledgeBase knowledgeBase, SearchTrace trace) {
        return unreadLanguages
                .of(knowledgeBase.embeddingModel(), knowledgeBase.language(), PATIENCE)
                .invoke(unread -> unread.map(UnreadLanguage::message)
                        .ifPresent(message -> trace.warn(Code.MODEL_DOES_NOT_READ_LANGUAGE, message)))
                .replaceWithVoid();
    }
}
