package dev.lockstep.domain;

import dev.lockstep.domain.Chunking.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document, with all that matters to how it is cut.
 *
 * @param pages where its pages begin; null when only the text itself can say so, by form feeds
 * @param ready its chunks, when the client has cut it; else none
 */
public record SourceText(
        @Nullable String title,
        Format format,
        String text,
        @Nullable PageStarts pages,
        List<ReadyChunk> ready) {

    public SourceText {
        ready = List.copyOf(ready);
    }

    public SourceText cutInto(List<ReadyChunk> chunks) {
        return new SourceText(title, format, text, pages, chunks);
    }

    /**
     * Returns the source with the ready chunks that the chunking goes with: where nothing is cut, a text that nobody has cut is a chunk.
     */
    public SourceText readyFor(Chunking chunking) {
        if (chunking.strategy() != Strategy.NONE) {
            return cutInto(List.of());
        }
        int end = text.codePointCount(0, text.length());
        return ready.isEmpty() ? cutInto(List.of(new ReadyChunk(text, 0, end, List.of(), Metadata.EMPTY))) : this;
    }

    /** The pages of the text, whoever knows of them. */
    public PageStarts knownPages() {
        return pages == null ? PageStarts.dividedIn(text) : pages;
    }
}
