/**
 * Knows which embedding model reads which language, and says where a knowledge base has a model that does not read its own.
 *
 * <p>What a model is declared to read is believed. Anything else is measured once, with the samples of {@link
 * dev.lockstep.models.embedding.reading}, and kept in the catalog. Start with {@link dev.lockstep.features.reading.UnreadLanguages}.
 */
@NullMarked
package dev.lockstep.features.reading;

import org.jspecify.annotations.NullMarked;
