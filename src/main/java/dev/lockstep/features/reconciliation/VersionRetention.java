package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.reactive.Paging.Next;
import dev.lockstep.stores.catalog.documents.KeptVersions;
import dev.lockstep.stores.catalog.documents.VersionSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes kept versions that have become too old, or too many because fewer are to be kept than before. Several
 * processes may do it side by side.
 */
@ApplicationScoped
class VersionRetention implements Duty {

    /** The number of documents in one transaction. */
    private static final int SLICE = 100;

    private final KeptVersions versions;
    private final VersionSettings settings;

    VersionRetention(KeptVersions versions, VersionSettings settings) {
        this.versions = versions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "version retention";
    }

    @Override
    public String purpose() {
        return "Lets kept versions of documents go that are too old or too many.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.interval(), "lockstep.versions.interval");
    }

    /**
     * Walks once through the kept versions: what still has points in Qdrant is left to the purge, or to the next walk.
     */
    @Override
    public Uni<Void> round() {
        return Paging.<DocumentId>each(after -> versions.due(after, SLICE)
                .call(page -> page.isEmpty() ? Uni.createFrom().voidItem() : versions.trim(page))
                .map(VersionRetention::next));
    }

    private static Next<DocumentId> next(List<DocumentId> page) {
        return page.size() < SLICE ? Next.end() : Next.at(page.get(page.size() - 1));
    }
}
