package dev.lockstep.features.search;

import dev.lockstep.domain.LiveChunk;
import java.util.List;

/**
 * Live chunks, as they were at one instant.
 *
 * @param groups hits, best first; of each its chunks, best first
 * @param rankings what the legs had found
 */
record LiveGroups(List<List<Item>> groups, Rankings rankings) {

    LiveGroups {
        groups = List.copyOf(groups);
    }

    /** A point with what the catalog says of it. */
    record Item(RankedPoint ranked, LiveChunk chunk) {}
}
