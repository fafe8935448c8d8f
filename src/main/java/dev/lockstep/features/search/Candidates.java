package dev.lockstep.features.search;

import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.engine.buffer.CompleteBuffer;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds what the legs know: by Qdrant and the write buffer, or, while Qdrant is away, by words in PostgreSQL. */
@ApplicationScoped
class Candidates {

    /** The part of an answer that is missing when Qdrant is. */
    static final String POINTS = "points";

    private final Legs legs;
    private final CatalogWords words;
    private final KnowledgeBases knowledgeBases;

    Candidates(Legs legs, CatalogWords words, KnowledgeBases knowledgeBases) {
        this.legs = legs;
        this.words = words;
        this.knowledgeBases = knowledgeBases;
    }

    /** @param depth at most so many of each leg */
    Uni<Rankings> find(SearchPlan ask, CompleteBuffer buffer, int depth, SearchTrace trace) {
        return trace.goesOnWithout(POINTS)
                ? fallBack(ask, depth, trace)
                : legs.find(ask.targets(), buffer, depth, trace)
                        .onFailure(failure -> isAway(failure) && words.canAnswer(ask.targets()))
                        .recoverWithUni(failure -> requireUnmoved(ask, failure).chain(() -> {
                            trace.goOnWithout(POINTS, (KnowledgeException) failure);
                            return fallBack(ask, depth, trace);
                        }));
    }

    /**
     * Fails when another generation serves by now: a collection that is not there is lost, or one of a generation that was removed
     * meanwhile.
     */
    private Uni<Void> requireUnmoved(SearchPlan ask, Throwable failure) {
        return failure instanceof Inconsistent
                ? knowledgeBases.requireUnmoved(ask.knowledgeBases())
                : Uni.createFrom().voidItem();
    }

    private Uni<Rankings> fallBack(SearchPlan ask, int depth, SearchTrace trace) {
        return trace.watch().time(Stage.FALLBACK, () -> words.find(ask.targets(), depth));
    }

    /** Tells whether a failure says that Qdrant is away: nothing else is asked here. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof Unavailable || failure instanceof Overloaded || failure instanceof Inconsistent;
    }
}
