package dev.lockstep.features.documents;

import org.jspecify.annotations.Nullable;

/**
 * A document that is to be inserted.
 *
 * @param onDuplicate null when the client says nothing about it
 */
public record DocumentInsertion(
        DocumentDraft draft, @Nullable OnDuplicate onDuplicate) {}
