package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.platform.reactive.Pages;
import dev.lockstep.platform.reactive.Pages.Next;
import dev.lockstep.platform.reactive.Rounds;
import dev.lockstep.stores.catalog.documents.KeptVersions;
import dev.lockstep.stores.catalog.documents.VersionSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Lets kept versions go that have become too old, or too many because fewer are to be kept than before. Several processes
 * may do it side by side.
 */
@ApplicationScoped
class VersionRetention {

    /** Documents in one transaction. */
    private static final int SLICE = 100;

    private final KeptVersions versions;
    private final Rounds rounds;

    VersionRetention(KeptVersions versions, VersionSettings settings) {
        this.versions = versions;
        this.rounds = new Rounds("version retention", settings.interval(), this::pass);
    }

    void start(@Observes StartupEvent started) {
        rounds.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        rounds.stop();
    }

    /** One walk: what still has points in Qdrant is left to the purge, or to the next one. */
    Uni<Void> pass() {
        return Pages.<DocumentId>each(after -> versions.due(after, SLICE)
                .call(page -> page.isEmpty() ? Uni.createFrom().voidItem() : versions.trim(page))
                .map(VersionRetention::next));
    }

    private static Next<DocumentId> next(List<DocumentId> page) {
        return page.size() < SLICE ? Next.end() : Next.at(page.get(page.size() - 1));
    }
}
