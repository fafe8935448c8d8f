package dev.lockstep.ingestion;

import dev.lockstep.buffer.WriteBuffer;
import dev.lockstep.catalog.DocumentVersions;
import dev.lockstep.points.PointStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The stores that a step of a document writes to. */
@ApplicationScoped
class DocumentStores {

    private final DocumentVersions versions;
    private final PointStore points;
    private final WriteBuffer buffer;
    private final IngestionSettings settings;

    DocumentStores(DocumentVersions versions, PointStore points, WriteBuffer buffer, IngestionSettings settings) {
        this.versions = versions;
        this.points = points;
        this.buffer = buffer;
        this.settings = settings;
    }

    DocumentVersions versions() {
        return versions;
    }

    PointStore points() {
        return points;
    }

    WriteBuffer buffer() {
        return buffer;
    }

    Duration purgeAfter() {
        return settings.purgeAfter();
    }
}
