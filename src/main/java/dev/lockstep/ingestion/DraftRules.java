package dev.lockstep.ingestion;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataRules;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What a document may be, and why not the rest. */
@ApplicationScoped
class DraftRules {

    private final IngestionSettings settings;
    private final MetadataRules metadata;

    DraftRules(
            IngestionSettings settings,
            @ConfigProperty(name = "lockstep.metadata.max-depth", defaultValue = "5") int maxDepth,
            @ConfigProperty(name = "lockstep.metadata.max-bytes", defaultValue = "16384") int maxBytes) {
        this.settings = settings;
        this.metadata = new MetadataRules(maxDepth, maxBytes);
    }

    String text(@Nullable String text) {
        if (text == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "'text' is missing", Map.of("property", "text"));
        }
        if (text.isBlank()) {
            throw new Rejected(ErrorCode.EMPTY_TEXT, "the text is empty or white space: there is nothing to store");
        }
        if (text.length() > settings.maxTextLength()) {
            throw new Rejected(
                    ErrorCode.TEXT_TOO_LARGE,
                    "the text has " + text.length() + " characters; at most " + settings.maxTextLength()
                            + " are allowed (lockstep.ingestion.max-text-length): split it into several documents",
                    Map.of("limit", settings.maxTextLength(), "actual", text.length()));
        }
        Texts.requireStorable(text, "the text");
        return text;
    }

    @Nullable
    String title(@Nullable String title) {
        return line("title", title, settings.maxTitleLength());
    }

    @Nullable
    String externalId(@Nullable String externalId) {
        return line("external_id", externalId, settings.maxExternalIdLength());
    }

    /** Optional, but not blank: a name that can't be seen can't be asked for. */
    private static @Nullable String line(String property, @Nullable String value, int maxLength) {
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            throw invalid(property, "'" + property + "' is blank: leave it out instead");
        }
        if (value.length() > maxLength) {
            throw invalid(property, "'" + property + "' is longer than " + maxLength + " characters");
        }
        Texts.requireStorable(value, "'" + property + "'");
        return value;
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }

    Metadata metadata(@Nullable Map<String, ?> raw) {
        return metadata.accept(raw);
    }
}
