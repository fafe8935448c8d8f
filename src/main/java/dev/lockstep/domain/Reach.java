package dev.lockstep.domain;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge bases that there are for a caller.
 *
 * @param names null for all
 */
public record Reach(@Nullable Set<String> names) {

    public static final Reach ALL = new Reach(null);

    public Reach {
        names = names == null ? null : Set.copyOf(names);
    }

    public boolean isAll() {
        return names == null;
    }

    public boolean includes(String knowledgeBase) {
        return names == null || names.contains(knowledgeBase);
    }

    /** Returns the names in their order, as stores take them; null for all. */
    public String @Nullable [] toArray() {
        return names == null ? null : new TreeSet<>(names).toArray(String[]::new);
    }
}
