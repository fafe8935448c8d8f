/**
 * A chat model behind HTTP, by the protocol of OpenAI's {@code /chat/completions}, which Ollama, vLLM, llama.cpp and others speak too. It
 * knows nothing of knowledge bases: a prompt goes in, text comes out as it is written.
 *
 * <p>It is a client of our own on Vert.x and not the one of quarkus-langchain4j (1.7.4), because answers need three things that
 * one does not give: a call that ends when nobody waits for it (its streaming handle does nothing when it is cancelled), the
 * {@code Retry-After} of a refusal (its exceptions keep status and body alone), and to be absent unless a setting says where a model
 * is (its provider is a choice of the build). It would also bring another version of langchain4j than the embedding model does.
 *
 * <p>Start with {@link dev.lockstep.models.chat.ChatModel}.
 */
@NullMarked
package dev.lockstep.models.chat;

import org.jspecify.annotations.NullMarked;
