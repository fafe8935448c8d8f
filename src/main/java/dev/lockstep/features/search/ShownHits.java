package dev.lockstep.features.search;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** The points that the pages before have shown, as far as they must be told apart: 64 bits of each id. */
record ShownHits(Set<Long> keys) {

    static final ShownHits NOTHING = new ShownHits(Set.of());

    boolean contains(UUID id) {
        return keys.contains(key(id));
    }

    int size() {
        return keys.size();
    }

    ShownHits and(Collection<UUID> more) {
        Set<Long> all = new LinkedHashSet<>(keys);
        more.forEach(id -> all.add(key(id)));
        return new ShownHits(all);
    }

    /** Makes 64 bits of an id. Ids are random in most of their bits; one multiplication mixes the time in. */
    private static long key(UUID id) {
        return id.getMostSignificantBits() * 0x9E3779B97F4A7C15L ^ id.getLeastSignificantBits();
    }
}
