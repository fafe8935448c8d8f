package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunk;
import java.util.List;

/**
 * The chunks of a text, at least one, in order.
 *
 * @param embedded for how many of them a vector was computed; the others have one that was known, or that of another chunk
 *     with the same text
 */
public record PreparedChunks(List<Chunk> chunks, int embedded) {
    public PreparedChunks {
        chunks = List.copyOf(chunks);
    }
}
