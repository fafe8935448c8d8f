package dev.lockstep.features.documents;

import dev.lockstep.platform.fetching.FetchSettings;
import dev.lockstep.platform.fetching.FetchedDocument;
import dev.lockstep.platform.fetching.Fetching;
import dev.lockstep.platform.resilience.Bulkhead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Fetches documents that clients name by their address on the web, a few at a time. */
@ApplicationScoped
class Fetches {

    private final Fetching fetching;
    private final Bulkhead bulkhead;

    Fetches(Fetching fetching, FetchSettings settings) {
        this.fetching = fetching;
        this.bulkhead = new Bulkhead("documents being fetched", settings.concurrency(), settings.concurrency());
    }

    Uni<FetchedDocument> fetch(String url) {
        return bulkhead.admit(() -> fetching.fetch(url));
    }
}
