package dev.lockstep.embedded.qdrant.filter;

import io.qdrant.client.grpc.Collections.TextIndexParams;

/**
 * The payload index of a text: with it a condition on the text goes by its tokens, without it by its characters.
 *
 * @param phrases as asked for when it was created: without it no phrase matches
 */
record TextIndex(TextIndexParams params, TextTokenizer tokenizer, boolean phrases) {
    /** Refuses, by name, settings that would find other points than Qdrant does. */
    static TextIndex of(TextIndexParams params) {
        return new TextIndex(params, TextTokenizer.of(params), params.getPhraseMatching());
    }
}
