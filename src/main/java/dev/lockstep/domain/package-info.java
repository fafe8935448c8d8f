/**
 * This package has the words of Lockstep as values: ids, documents, chunks, metadata, filters, and the sealed root of errors.
 *
 * <p>It depends on nothing else of ours. Start with {@link dev.lockstep.domain.KnowledgeException}.
 */
@NullMarked
package dev.lockstep.domain;

import org.jspecify.annotations.NullMarked;
