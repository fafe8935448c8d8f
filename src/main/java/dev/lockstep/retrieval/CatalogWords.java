package dev.lockstep.retrieval;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The lexical leg as PostgreSQL's full text answers it. */
@ApplicationScoped
class CatalogWords {

    /** Without words there is nothing to look for. */
    boolean canAnswer(List<Target> targets) {
        return false;
    }

    Uni<Rankings> find(List<Target> targets, int depth) {
        return Uni.createFrom().item(Rankings.NONE);
    }
}
