package dev.lockstep.retrieval;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What the legs find: by Qdrant and the write buffer, or, while Qdrant is away, by words in PostgreSQL. */
@ApplicationScoped
class Candidates {

    /** The part of an answer that is missing when Qdrant is. */
    static final String POINTS = "points";

    private final Legs legs;
    private final CatalogWords words;

    Candidates(Legs legs, CatalogWords words) {
        this.legs = legs;
        this.words = words;
    }

    /** Makes the write buffer complete; must have been done before {@link #find}. */
    Uni<Void> refresh() {
        return legs.refresh();
    }

    /** @param depth at most so many of each leg */
    Uni<Rankings> find(Ask ask, int depth, Course course) {
        return course.goesOnWithout(POINTS)
                ? fallBack(ask, depth, course)
                : legs.find(ask.targets(), depth, course)
                        .onFailure(failure -> isAway(failure) && words.canAnswer(ask.targets()))
                        .recoverWithUni(failure -> {
                            course.goOnWithout(POINTS, (KnowledgeException) failure);
                            return fallBack(ask, depth, course);
                        });
    }

    private Uni<Rankings> fallBack(Ask ask, int depth, Course course) {
        return course.watch().time(Stage.FALLBACK, () -> words.find(ask.targets(), depth));
    }

    /** The catalog's own failures are not Qdrant's: without the catalog there is no answer. */
    private static boolean isAway(Throwable failure) {
        return (failure instanceof Unavailable || failure instanceof Overloaded)
                && ((KnowledgeException) failure).code() != ErrorCode.CATALOG_UNAVAILABLE;
    }
}
