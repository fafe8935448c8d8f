package dev.lockstep.preparation;

import dev.lockstep.chunking.Chunking;
import dev.lockstep.domain.KnowledgeBaseId;
import org.jspecify.annotations.Nullable;

/**
 * How text becomes chunks.
 *
 * @param knowledgeBase and {@code generation}: whose chunks tell how long one is on average
 * @param language of the words, see {@link dev.lockstep.lexical.Languages}; null makes no lexical vectors
 */
public record Recipe(
        KnowledgeBaseId knowledgeBase,
        int generation,
        Chunking chunking,
        @Nullable String language) {}
