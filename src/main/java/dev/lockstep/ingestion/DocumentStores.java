package dev.lockstep.ingestion;

import dev.lockstep.buffer.BufferedUpserts;
import dev.lockstep.catalog.DocumentVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The stores that a step of a document writes to. */
@ApplicationScoped
class DocumentStores {

    private final DocumentVersions versions;
    private final BufferedUpserts upserts;
    private final IngestionSettings settings;

    DocumentStores(DocumentVersions versions, BufferedUpserts upserts, IngestionSettings settings) {
        this.versions = versions;
        this.upserts = upserts;
        this.settings = settings;
    }

    DocumentVersions versions() {
        return versions;
    }

    BufferedUpserts upserts() {
        return upserts;
    }

    Duration purgeAfter() {
        return settings.purgeAfter();
    }
}
