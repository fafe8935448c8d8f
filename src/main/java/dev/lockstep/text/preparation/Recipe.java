package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunking;
import org.jspecify.annotations.Nullable;

/**
 * Says how text becomes chunks.
 *
 * @param language of the words in the knowledge base, see {@link dev.lockstep.text.lexical.Languages}, or {@link
 *     dev.lockstep.domain.DocumentLanguage#AUTO}; null makes no lexical vectors
 * @param ownLanguage that the document names; null for none
 */
public record Recipe(
        Chunking chunking,
        @Nullable String language,
        @Nullable String ownLanguage) {}
