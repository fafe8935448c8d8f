package dev.lockstep.models.rerank;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;

/** Reads {@code {results: [{index, relevance_score}]}}: a score for each text, or none at all. */
final class RerankAnswer {

    private RerankAnswer() {}

    /** Says that an answer is not what was asked for. The message ends a sentence that begins with who answered. */
    static final class Misfit extends Exception {

        private static final long serialVersionUID = 1L;

        private Misfit(String what) {
            super(what);
        }
    }

    static float[] scores(Buffer body, int texts) throws Misfit {
        JsonArray results = results(body);
        if (results.size() != texts) {
            throw new Misfit("with " + results.size() + " scores for " + texts + " texts");
        }
        float[] scores = new float[texts];
        BitSet told = new BitSet(texts);
        for (Object result : results) {
            if (!(result instanceof JsonObject one)
                    || !(one.getValue("index") instanceof Integer index)
                    || !(one.getValue("relevance_score") instanceof Number score)) {
                throw new Misfit("with a result that has no index or relevance_score");
            }
            if (index < 0 || index >= texts || told.get(index)) {
                throw new Misfit("with the index " + index + " twice, or with one that has no text");
            }
            told.set(index);
            scores[index] = score.floatValue();
        }
        return scores;
    }

    private static JsonArray results(Buffer body) throws Misfit {
        try {
            if (Json.decodeValue(body) instanceof JsonObject json
                    && json.getValue("results") instanceof JsonArray results) {
                return results;
            }
        } catch (DecodeException e) {
            throw new Misfit("with something that is not JSON, or only a part of it");
        }
        throw new Misfit("without results");
    }
}
