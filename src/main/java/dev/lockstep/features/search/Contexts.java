package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.PointId;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import dev.lockstep.stores.catalog.documents.Hydration;
import dev.lockstep.stores.catalog.documents.Hydration.Stretch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts chunks back among their neighbours. */
@ApplicationScoped
class Contexts {

    private final Hydration hydration;

    Contexts(Hydration hydration) {
        this.hydration = hydration;
    }

    /**
     * Finds what to show of each chunk's surroundings. Where those of several chunks of a document overlap or touch, they are one
     * passage, which is shown with the best of them.
     *
     * @param items best first
     */
    Uni<Map<PointId, Context>> of(List<Item> items, @Nullable Neighbours neighbours, SearchTrace trace) {
        if (neighbours == null || items.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Surroundings> merged =
                Surroundings.merge(items.stream().map(Item::chunk).toList(), neighbours);
        return trace.watch()
                .time(
                        Stage.CONTEXT,
                        () -> hydration.passages(
                                merged.stream().map(Surroundings::stretch).toList()))
                .map(passages -> contexts(merged, passages));
    }

    private static Map<PointId, Context> contexts(List<Surroundings> merged, Map<Stretch, Hydration.Passage> passages) {
        Map<PointId, Context> contexts = new HashMap<>();
        for (Surroundings surroundings : merged) {
            Hydration.Passage passage = passages.get(surroundings.stretch());
            LiveChunk best = surroundings.members().get(0);
            if (passage == null) {
                surroundings.members().forEach(chunk -> contexts.put(chunk.id(), alone(chunk)));
            } else {
                surroundings.members().forEach(chunk -> contexts.put(chunk.id(), new Context.Elsewhere(best.id())));
                contexts.put(best.id(), new Context.Passage(passage.text(), passage.start(), passage.end()));
            }
        }
        return contexts;
    }

    /** Shows a chunk alone, whose version was purged since it was found. */
    private static Context alone(LiveChunk chunk) {
        return new Context.Passage(
                chunk.text(), chunk.position().start(), chunk.position().end());
    }
}
