package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The lanes that models compute in: queries have one of their own, so that they do not wait behind documents. One pair serves all models
 * that are run in process: however many are configured, the threads are as many as there is work for, and what may wait is bounded in
 * sum. Texts of different models take turns like those of one. A model that a server runs has its own pair.
 */
record EmbeddingLanes(EmbeddingLane documents, EmbeddingLane queries) implements AutoCloseable {

    static EmbeddingLanes open(EmbeddingSettings settings, MeterRegistry registry) {
        return new EmbeddingLanes(
                new EmbeddingLane(
                        "documents", settings.documentLimits(), new Niceness(settings.documentNice()), registry),
                new EmbeddingLane("queries", settings.queryLimits(), registry));
    }

    /** Opens lanes for a model that a server runs. */
    static EmbeddingLanes openFor(
            String model, CallSettings remote, EmbeddingSettings settings, MeterRegistry registry) {
        return new EmbeddingLanes(
                new EmbeddingLane(
                        "documents of " + model, settings.documentLimits(remote.documentRequests()), registry),
                new EmbeddingLane("queries of " + model, settings.queryLimits(remote.queryRequests()), registry));
    }

    @Override
    public void close() {
        documents.close();
        queries.close();
    }
}
