package dev.lockstep.features.documents;

import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.documents.SameContents;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
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
