package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.Tenant;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code knowledge_base}, for reading and for changes that concern no other store. Units of work write the
 * rest.
 */
@Entity
@Table(name = "knowledge_base")
class KnowledgeBaseEntity extends PanacheEntityBase {

    @Id
    UUID id;

    String tenant;
    String name;

    @Nullable
    String description;

    String state;
    String placement;
    String collection;
    int generation;

    @Column(name = "embedding_model")
    String embeddingModel;

    int dimension;

    /** The chunking is read as text, so that the session needs no mapping of JSON. */
    @Formula("cast(chunking as text)")
    String chunking;

    @Nullable
    String language;

    @Column(name = "fusion_dense")
    @Nullable
    Double fusionDense;

    @Column(name = "fusion_lexical")
    @Nullable
    Double fusionLexical;

    @Formula("cast(metadata_schema as text)")
    @Nullable
    String metadataSchema;

    @Column(name = "document_permissions")
    String documentPermissions;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    KnowledgeBase toDomain() {
        return new KnowledgeBase(
                new KnowledgeBaseId(id),
                new Tenant(tenant),
                name,
                description,
                Placement.valueOf(placement.toUpperCase(Locale.ROOT)),
                collection,
                generation,
                embeddingModel,
                dimension,
                ChunkingJson.read(new JsonObject(chunking)),
                language,
                new FusionWeights(fusionDense, fusionLexical),
                SchemaJson.read(metadataSchema == null ? null : new JsonObject(metadataSchema)),
                DocumentPermissions.of(documentPermissions),
                createdAt,
                updatedAt);
    }
}
