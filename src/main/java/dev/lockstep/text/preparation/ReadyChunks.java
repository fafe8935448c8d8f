package dev.lockstep.text.preparation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.ReadyChunk;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chunks that a client has cut: they are taken as they are, or refused. */
final class ReadyChunks {

    private ReadyChunks() {}

    record Numbered(int index, ReadyChunk chunk) {}

    /** @throws Rejected naming the first that the model can't read whole, or not at all */
    static List<Numbered> fitting(List<ReadyChunk> chunks, Preface preface, EmbeddingModel model) {
        List<Numbered> fitting = new ArrayList<>(chunks.size());
        for (ReadyChunk chunk : chunks) {
            int index = fitting.size();
            int tokens = model.tokenizer().count(chunk.text());
            if (tokens == 0) {
                throw new Rejected(
                        ErrorCode.EMPTY_TEXT,
                        "chunk " + index + " has nothing to read: it is empty or only white space",
                        Map.of("property", "chunks", "chunk", index));
            }
            int whole = model.tokenizer().count(preface.embedded(chunk.headings(), chunk.text()));
            if (whole > model.maxTokens()) {
                throw tooLarge(index, tokens, model.maxTokens() - (whole - tokens), model);
            }
            fitting.add(new Numbered(index, chunk));
        }
        return fitting;
    }

    private static Rejected tooLarge(int index, int tokens, int room, EmbeddingModel model) {
        String of = room == model.maxTokens()
                ? ", as many as the embedding model reads"
                : " beside its title and headings, as the embedding model reads " + model.maxTokens();
        return new Rejected(
                ErrorCode.CHUNK_TOO_LARGE,
                "chunk " + index + " has " + tokens + " tokens; at most " + room + " are allowed" + of
                        + ": cut it into smaller ones, or let the service do so by another chunking strategy",
                Map.of("property", "chunks", "chunk", index, "actual", tokens, "limit", room));
    }
}
