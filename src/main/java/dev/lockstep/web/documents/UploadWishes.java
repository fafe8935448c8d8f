package dev.lockstep.web.documents;

import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.features.documents.Arrival;
import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client says about a document that it sends as bytes. */
record UploadWishes(
        @Nullable String externalId,
        @Nullable String title,
        @Nullable Map<String, Object> metadata,
        ChunkingRequest chunking,
        @Nullable String language) {

    Arrival.Received received(ReceivedFile file) {
        return new Arrival.Received(file.content(), uploaded(file));
    }

    Uploaded uploaded(ReceivedFile file) {
        return new Uploaded(
                externalId, title, metadata, chunking, language, file.name(), file.mediaType(), file.charset());
    }
}
