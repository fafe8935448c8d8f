package dev.lockstep.ingestion;

import dev.lockstep.buffer.BufferedUpserts;
import dev.lockstep.catalog.DocumentVersions;
import dev.lockstep.catalog.KnowledgeBaseRows;
import dev.lockstep.catalog.SameContents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The stores that a step of a document writes to. */
@ApplicationScoped
class DocumentStores {

    private final DocumentVersions versions;
    private final SameContents sameContents;
    private final BufferedUpserts upserts;
    private final KnowledgeBaseRows knowledgeBases;
    private final IngestionSettings settings;

    DocumentStores(
            DocumentVersions versions,
            SameContents sameContents,
            BufferedUpserts upserts,
            KnowledgeBaseRows knowledgeBases,
            IngestionSettings settings) {
        this.versions = versions;
        this.sameContents = sameContents;
        this.upserts = upserts;
        this.knowledgeBases = knowledgeBases;
        this.settings = settings;
    }

    DocumentVersions versions() {
        return versions;
    }

    SameContents sameContents() {
        return sameContents;
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
