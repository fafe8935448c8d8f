/**
 * Embedding models behind HTTP are asked here by the protocols of OpenAI ({@code /embeddings}, which vLLM, llama.cpp and others speak
 * too) and of Ollama ({@code /api/embed}). Texts go in, unit vectors come out, or a
 * {@link dev.lockstep.models.embedding.remote.RemoteFailure} that says what it means for the next call. It blocks: whoever calls has
 * threads for it.
 *
 * <p>The protocols are spoken by langchain4j's classes, which quarkus-langchain4j (1.7.4) builds on, and not by its extensions, which
 * {@code dev.lockstep.models.provided} has: their provider and their named models are choices of the build, while here a model is
 * a setting; and their Ollama model asks for one text at a time. The classes take an HTTP client, and so {@code Transport} can bound what
 * is read and how long, and keep what retries need to know.
 *
 * <p>Start with {@link dev.lockstep.models.embedding.remote.RemoteEmbedder}.
 */
@NullMarked
package dev.lockstep.models.embedding.remote;

import org.jspecify.annotations.NullMarked;
