package dev.lockstep.features.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where the query's words are in a chunk.
 *
 * @param sentence the one that has most of them, weighed by how rare they are; null when there is none
 */
public record Highlights(List<Match> matches, @Nullable Sentence sentence) {

    static final Highlights NONE = new Highlights(List.of(), null);

    public Highlights {
        matches = List.copyOf(matches);
    }

    /**
     * A place in the chunk's text, in code points.
     *
     * @param documentStart the same in the document's text, as is {@code documentEnd}
     */
    public record Range(int start, int end, int documentStart, int documentEnd) {}

    /** A word as it stands in the text. */
    public record Match(String text, Range range) {}

    public record Sentence(String text, Range range) {}
}
