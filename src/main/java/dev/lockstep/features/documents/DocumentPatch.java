package dev.lockstep.features.documents;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a document whose text stays.
 *
 * @param metadata members to set, as by a JSON merge patch; {@code null} removes one
 * @param language that the document names from now on; null for as it is
 */
public record DocumentPatch(
        Map<String, @Nullable Object> metadata, @Nullable String language) {}
