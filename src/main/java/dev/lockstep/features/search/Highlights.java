package dev.lockstep.features.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where the query's words are in a chunk.
 *
 * @param sentences the one that has most of them, weighed by how rare they are, and the one that goes best with it; none when none has any
 */
public record Highlights(List<Match> matches, List<Sentence> sentences) {

    static final Highlights NONE = new Highlights(List.of(), List.of());

    public Highlights {
        matches = List.copyOf(matches);
        sentences = List.copyOf(sentences);
    }

    /** The best sentence; null when none has any of the words. */
    public @Nullable Sentence sentence() {
        return sentences.isEmpty() ? null : sentences.get(0);
    }

    /**
     * A place in the chunk's text, in code points.
     *
     * @param documentStart the same in the document's text, as is {@code documentEnd}
     */
    public record Range(int start, int end, int documentStart, int documentEnd) {}

    /** A word as it stands in the text. */
    public record Match(String text, Range range) {}

    /**
     * A sentence of the chunk.
     *
     * @param weight of the query's words in it, each once, by how rare they are
     */
    public record Sentence(String text, Range range, double weight) {}
}
