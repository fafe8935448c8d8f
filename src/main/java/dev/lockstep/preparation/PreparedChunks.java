package dev.lockstep.preparation;

import dev.lockstep.domain.Chunk;
import java.util.List;

/**
 * The chunks of a text, in order.
 *
 * @param terms of all of them, for the lexical side; 0 when there is none
 */
public record PreparedChunks(List<Chunk> chunks, int terms) {
    public PreparedChunks {
        chunks = List.copyOf(chunks);
    }
}
