package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.DocumentLanguage;
import java.util.List;

/**
 * The chunks of a text, at least one, in order.
 *
 * @param embedded for how many of them a vector was computed; the others have one that was known, or that of another chunk
 *     with the same text
 * @param language by which the words were cut
 */
public record PreparedChunks(List<Chunk> chunks, int embedded, DocumentLanguage language) {
    public PreparedChunks {
        chunks = List.copyOf(chunks);
    }
}
