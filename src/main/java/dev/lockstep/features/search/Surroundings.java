package dev.lockstep.features.search;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import dev.lockstep.stores.catalog.documents.Hydration.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A stretch of a document, and the chunks whose neighbourhoods it is made of.
 *
 * @param members best first
 */
record Surroundings(Stretch stretch, List<LiveChunk> members) {

    /** @param place in the order of hits */
    private record Placed(int place, LiveChunk chunk) {}

    /** @param chunks best first */
    static List<Surroundings> merge(List<LiveChunk> chunks, Neighbours neighbours) {
        Map<DocumentId, List<Placed>> byDocument = new LinkedHashMap<>();
        IntStream.range(0, chunks.size()).forEach(i -> byDocument
                .computeIfAbsent(chunks.get(i).documentId(), id -> new ArrayList<>())
                .add(new Placed(i, chunks.get(i))));
        List<Surroundings> merged = new ArrayList<>();
        byDocument.values().forEach(ofDocument -> merge(ofDocument, neighbours, merged));
        return merged;
    }

    /** Merges the chunks of a document. All that are live are of one version. */
    private static void merge(List<Placed> ofDocument, Neighbours neighbours, List<Surroundings> merged) {
        List<Placed> inOrder = new ArrayList<>(ofDocument);
        inOrder.sort(Comparator.comparingInt(placed -> placed.chunk().position().index()));
        List<Placed> joined = new ArrayList<>();
        for (Placed next : inOrder) {
            if (!joined.isEmpty() && !touch(joined.get(joined.size() - 1), next, neighbours)) {
                merged.add(of(joined, neighbours));
                joined = new ArrayList<>();
            }
            joined.add(next);
        }
        merged.add(of(joined, neighbours));
    }

    private static boolean touch(Placed one, Placed next, Neighbours neighbours) {
        int last = one.chunk().position().index() + neighbours.after();
        int first = next.chunk().position().index() - neighbours.before();
        return first <= last + 1;
    }

    private static Surroundings of(List<Placed> joined, Neighbours neighbours) {
        LiveChunk first = joined.get(0).chunk();
        LiveChunk last = joined.get(joined.size() - 1).chunk();
        return new Surroundings(
                new Stretch(
                        first.documentId(),
                        first.version(),
                        first.generation(),
                        Math.max(0, first.position().index() - neighbours.before()),
                        last.position().index() + neighbours.after()),
                joined.stream()
                        .sorted(Comparator.comparingInt(Placed::place))
                        .map(Placed::chunk)
                        .toList());
    }
}
