package dev.lockstep.ingestion;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataRules;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        return Texts.require(text, "text", settings.maxTextLength(), "lockstep.ingestion.max-text-length");
    }

    @Nullable
    String title(@Nullable String title) {
        return Texts.line("title", title, settings.maxTitleLength());
    }

    @Nullable
    String externalId(@Nullable String externalId) {
        return Texts.line("external_id", externalId, settings.maxExternalIdLength());
    }

    /** As the service takes it, and as the schema of the knowledge base says, if it has one. */
    Metadata metadata(KnowledgeBase knowledgeBase, @Nullable Map<String, ?> raw) {
        Metadata accepted = metadata.accept(raw);
        MetadataSchema schema = knowledgeBase.metadataSchema();
        return schema == null ? accepted : schema.check(accepted);
    }

    /**
     * The same, with what the document says of itself. That is a help, and never a reason to refuse: what the client has said
     * already, the schema has no place for, or is too much is left out.
     */
    Metadata metadata(KnowledgeBase knowledgeBase, @Nullable Map<String, ?> raw, Map<String, Object> found) {
        MetadataSchema schema = knowledgeBase.metadataSchema();
        Map<String, Object> all = new LinkedHashMap<>();
        found.forEach((name, value) -> {
            Optional<Object> fitting = schema == null ? Optional.of(value) : schema.fitting(name, value);
            fitting.ifPresent(fit -> all.put(name, fit));
        });
        if (raw != null) {
            all.putAll(raw);
        }
        return metadata(knowledgeBase, metadata.admits(all) ? all : raw);
    }
}
