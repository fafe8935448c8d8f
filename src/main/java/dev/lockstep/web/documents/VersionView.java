package dev.lockstep.web.documents;

import dev.lockstep.domain.DocumentVersion;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a document as clients see it.
 *
 * @param state "live" or "superseded"
 * @param supersededAt when another version took its place; null for the live one
 */
public record VersionView(
        int version,
        String state,
        @Nullable String title,
        String format,
        Map<String, Object> metadata,
        @Nullable String language,
        String contentHash,
        int chunks,
        Instant createdAt,
        @Nullable Instant supersededAt) {

    static VersionView of(DocumentVersion version) {
        return new VersionView(
                version.version(),
                version.supersededAt() == null ? "live" : "superseded",
                version.title(),
                version.format().name().toLowerCase(Locale.ROOT),
                version.metadata().values(),
                version.language(),
                version.contentHash(),
                version.chunks(),
                version.createdAt(),
                version.supersededAt());
    }
}
