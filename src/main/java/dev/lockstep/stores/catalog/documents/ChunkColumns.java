package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.KnowledgeBaseId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Holds chunks as arrays, one for each column, for a statement that inserts all of them by {@code unnest}. */
record ChunkColumns(List<Chunk> chunks, KnowledgeBaseId knowledgeBase, int generation) {

    /**
     * Adds thirteen parameters: {@code uuid[]} of the points, {@code int4[]} of the ordinals, {@code text[]} of the texts,
     * {@code int4[]} each of the starts and ends, {@code text[]} of the headings (JSON), {@code bytea[]} each of the embeddings
     * and lexical vectors, {@code text[]} of the lexemes, {@code int4[]} each of the first and
     * last pages, {@code text[]} of their own metadata (JSON), {@code bytea[]} of what was embedded.
     */
    Tuple addTo(Tuple parameters) {
        return parameters
                .addValue(column(chunk -> chunk.id().value(), UUID[]::new))
                .addValue(column(chunk -> chunk.position().index(), Integer[]::new))
                .addValue(column(Chunk::text, String[]::new))
                .addValue(column(chunk -> chunk.position().start(), Integer[]::new))
                .addValue(column(chunk -> chunk.position().end(), Integer[]::new))
                .addValue(column(chunk -> new JsonArray(chunk.headings()).encode(), String[]::new))
                .addValue(column(chunk -> Buffer.buffer(chunk.embedding().toBytes()), Buffer[]::new))
                .addValue(column(chunk -> Buffer.buffer(chunk.lexical().toBytes()), Buffer[]::new))
                .addValue(column(chunk -> Lexemes.of(knowledgeBase, generation, chunk.lexical()), String[]::new))
                .addValue(column(chunk -> chunk.position().firstPage(), Integer[]::new))
                .addValue(column(chunk -> chunk.position().lastPage(), Integer[]::new))
                .addValue(column(ChunkColumns::ownMetadata, String[]::new))
                .addValue(column(ChunkColumns::embedded, Buffer[]::new));
    }

    private static @Nullable Buffer embedded(Chunk chunk) {
        return chunk.embedded() == null ? null : Buffer.buffer(chunk.embedded().toBytes());
    }

    private static @Nullable String ownMetadata(Chunk chunk) {
        Map<String, Object> values = chunk.metadata().values();
        return values.isEmpty() ? null : new JsonObject(values).encode();
    }

    private <T extends @Nullable Object> T[] column(Function<Chunk, T> value, IntFunction<T[]> array) {
        return chunks.stream().map(value).toArray(array);
    }
}
