package dev.lockstep.ingestion;

import dev.lockstep.buffer.BufferedUpserts;
import dev.lockstep.catalog.DocumentVersions;
import dev.lockstep.catalog.KnowledgeBaseRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The stores that a step of a document writes to. */
@ApplicationScoped
class DocumentStores {

    private final DocumentVersions versions;
    private final BufferedUpserts upserts;
    private final KnowledgeBaseRows knowledgeBases;
    private final IngestionSettings settings;

    DocumentStores(
            DocumentVersions versions,
            BufferedUpserts upserts,
            KnowledgeBaseRows knowledgeBases,
            IngestionSettings settings) {
        this.versions = versions;
        this.upserts = upserts;
        this.knowledgeBases = knowledgeBases;
        this.settings = settings;
    }

    DocumentVersions versions() {
        return versions;
    }

    BufferedUpserts upserts() {
        return upserts;
    }

    KnowledgeBaseRows knowledgeBases() {
        return knowledgeBases;
    }

    Duration purgeAfter() {
        return settings.purgeAfter();
    }
}
