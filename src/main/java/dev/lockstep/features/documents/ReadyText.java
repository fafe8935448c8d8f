package dev.lockstep.features.documents;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.ReadyChunk;
import dev.lockstep.domain.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text of a document whose client has cut it: its chunks, a blank line between each two. */
final class ReadyText {

    private static final String DIVIDER = "\n\n";

    private final StringBuilder text = new StringBuilder();
    private final List<ReadyChunk> chunks = new ArrayList<>();
    private int codePoints;

    void add(String chunk, List<String> headings, Metadata metadata) {
        if (!chunks.isEmpty()) {
            text.append(DIVIDER);
            codePoints += DIVIDER.length();
        }
        int start = codePoints;
        text.append(chunk);
        codePoints += chunk.codePointCount(0, chunk.length());
        chunks.add(new ReadyChunk(chunk, start, codePoints, headings, metadata));
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    List<ReadyChunk> chunks() {
        return chunks;
    }

    /** Requires that chunks which the client has cut are not to be cut again. */
    static Chunking requireUncut(ChunkingRequest asked) {
        asked.askedStrategy().filter(strategy -> strategy != Strategy.NONE).ifPresent(other -> {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'chunks' are not cut again: 'chunking.strategy' must be none or left out, not " + other.wireName(),
                    Map.of("property", "chunking.strategy"));
        });
        return new ChunkingRequest(
                        Strategy.NONE.wireName(),
                        asked.maxTokens(),
                        asked.overlapTokens(),
                        asked.maxSentences(),
                        asked.overlapSentences())
                .on(Chunking.NONE, 0);
    }
}
