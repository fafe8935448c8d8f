package dev.lockstep.retrieval;

import dev.lockstep.retrieval.Found.Item;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the best candidates judged again by a model that reads query and chunk together. */
@ApplicationScoped
class Reranking {

    /** Hits in their last order. */
    Uni<List<Judged>> of(Query query, Found found, Course course) {
        return Uni.createFrom()
                .item(found.groups().stream()
                        .map(group -> new Judged(group, null))
                        .toList());
    }

    /**
     * A hit, judged again or not.
     *
     * @param group its chunks, best first
     */
    record Judged(List<Item> group, @Nullable Float score) {}
}
