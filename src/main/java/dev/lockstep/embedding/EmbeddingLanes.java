package dev.lockstep.embedding;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The lanes that all models compute in. One pair for all: however many models are configured, the threads are as many as
 * there is work for, and what may wait is bounded in sum. Texts of different models take turns like those of one.
 */
record EmbeddingLanes(EmbeddingLane documents, EmbeddingLane queries) implements AutoCloseable {

    static EmbeddingLanes open(EmbeddingSettings settings, MeterRegistry registry) {
        return new EmbeddingLanes(
                new EmbeddingLane("documents", settings.documentLimits(), registry),
                new EmbeddingLane("queries", settings.queryLimits(), registry));
    }

    @Override
    public void close() {
        documents.close();
        queries.close();
    }
}
