package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunking;
import org.jspecify.annotations.Nullable;

/**
 * Says how text becomes chunks.
 *
 * @param language of the words, see {@link dev.lockstep.text.lexical.Languages}; null makes no lexical vectors
 */
public record Recipe(Chunking chunking, @Nullable String language) {}
