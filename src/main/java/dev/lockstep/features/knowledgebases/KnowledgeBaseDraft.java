package dev.lockstep.features.knowledgebases;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base as a client asks for it, unchecked.
 *
 * @param embeddingModel the name or id of one that the service runs; its default one when absent
 * @param language of its words, as an ISO 639-1 code; the default of the service when absent
 * @param fusion null for none of its own; it is left out of the hash of a request then, as before there were any
 * @param metadataSchema null for any metadata
 * @param documentPermissions null for the usual ones; left out of the hash as {@code fusion} is
 */
public record KnowledgeBaseDraft(
        @Nullable String name,
        @Nullable String description,
        @Nullable String embeddingModel,
        ChunkingRequest chunking,
        @Nullable String language,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FusionWeights fusion,
        @Nullable MetadataSchema metadataSchema,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DocumentPermissions documentPermissions,
        Placement placement) {}
