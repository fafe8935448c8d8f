/**
 * A chat model knows nothing of knowledge bases: a prompt goes in, text comes out as it is written. Here is the one behind HTTP, by the
 * protocol of OpenAI's {@code /chat/completions}, which Ollama, vLLM, llama.cpp and others speak too; those of quarkus-langchain4j are in
 * {@code dev.lockstep.models.provided}.
 *
 * <p>It is a client of our own on Vert.x, because quarkus-langchain4j (1.7.4) lacks three things: a call that ends when nobody waits for
 * it (its streaming handle does nothing when it is cancelled), an answer that is known to be whole, and a model that a setting brings at
 * start (its provider is a choice of the build).
 *
 * <p>Start with {@link dev.lockstep.models.chat.ChatModel}.
 */
@NullMarked
package dev.lockstep.models.chat;

import org.jspecify.annotations.NullMarked;
