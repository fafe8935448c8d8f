package dev.lockstep.web.documents;

import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.jobs.DocumentOrder.Uploaded;
import dev.lockstep.text.parsing.Upload;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client says of a document that it sends as bytes. */
record UploadWishes(
        @Nullable String externalId,
        @Nullable String title,
        @Nullable Map<String, Object> metadata,
        ChunkingRequest chunking) {

    /** For a job, which has the file for itself. */
    Uploaded uploaded(ReceivedFile file) {
        Upload upload = file.toUpload();
        return new Uploaded(
                externalId, title, metadata, chunking, upload.fileName(), upload.mediaType(), upload.charset());
    }

    /** What the client says of a document counts more than what the document says. */
    DocumentDraft draft(ParsedDocument document) {
        return new DocumentDraft(
                externalId,
                title == null ? document.title() : title,
                document.text(),
                document.format(),
                metadata,
                document.metadata(),
                chunking,
                null,
                null);
    }
}
