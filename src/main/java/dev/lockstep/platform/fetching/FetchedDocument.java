package dev.lockstep.platform.fetching;

import dev.lockstep.platform.spool.SpooledFile;
import org.jspecify.annotations.Nullable;

/**
 * A document from the web.
 *
 * @param fileName the last part of its path; null when there is none
 * @param contentType as the server says; null when it says nothing
 */
public record FetchedDocument(
        SpooledFile content,
        @Nullable String fileName,
        @Nullable String contentType) {}
