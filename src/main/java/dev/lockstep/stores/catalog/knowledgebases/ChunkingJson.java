package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import io.vertx.core.json.JsonObject;

/** Writes a chunking as it is stored. Equal chunkings are stored as equal JSON. */
public final class ChunkingJson {

    private static final String STRATEGY = "strategy";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String OVERLAP_TOKENS = "overlap_tokens";
    private static final String MAX_SENTENCES = "max_sentences";
    private static final String OVERLAP_SENTENCES = "overlap_sentences";

    private ChunkingJson() {}

    public static JsonObject of(Chunking chunking) {
        JsonObject json = new JsonObject()
                .put(STRATEGY, chunking.strategy().wireName())
                .put(MAX_TOKENS, chunking.maxTokens())
                .put(OVERLAP_TOKENS, chunking.overlapTokens());
        if (chunking.maxSentences() != null) {
            json.put(MAX_SENTENCES, chunking.maxSentences());
        }
        if (chunking.overlapSentences() != null) {
            json.put(OVERLAP_SENTENCES, chunking.overlapSentences());
        }
        return json;
    }

    public static Chunking read(JsonObject json) {
        return new Chunking(
                Strategy.named(json.getString(STRATEGY)).orElseThrow(),
                json.getInteger(MAX_TOKENS),
                json.getInteger(OVERLAP_TOKENS),
                json.getInteger(MAX_SENTENCES),
                json.getInteger(OVERLAP_SENTENCES));
    }
}
