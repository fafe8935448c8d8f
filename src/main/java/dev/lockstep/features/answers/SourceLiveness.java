package dev.lockstep.features.answers;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.PointId;
import dev.lockstep.stores.catalog.documents.Hydration;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Asks once more whether an answer's sources are what readers may see. A model writes for seconds, and what is deleted or replaced
 * meanwhile must not be in an answer that is given afterwards.
 */
@ApplicationScoped
class SourceLiveness {

    private final KnowledgeBases knowledgeBases;
    private final Hydration hydration;

    SourceLiveness(KnowledgeBases knowledgeBases, Hydration hydration) {
        this.knowledgeBases = knowledgeBases;
        this.hydration = hydration;
    }

    Uni<Boolean> all(Caller caller, String knowledgeBase, List<CitedSource> sources) {
        List<PointId> points = sources.stream().map(CitedSource::id).toList();
        return knowledgeBases
                .byName(caller, knowledgeBase)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : hydration
                                .documents(List.of(found.get()), caller.readership(), points)
                                .map(live -> live.size() == points.size())
                                // Another generation of the knowledge base serves by now.
                                .onFailure(Conflict.class)
                                .recoverWithItem(false));
    }
}
