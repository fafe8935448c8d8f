package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.Metadata;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Knows which metadata fields a knowledge base's documents use, so that filters on others can be refused. */
@ApplicationScoped
public class MetadataFields {

    private final FieldTable table;

    MetadataFields(GuardedPool pool) {
        this.table = new FieldTable(pool, "metadata_field", "knowledge_base_id");
    }

    /**
     * Records the fields of metadata that is about to be staged. It does so on its own, outside of the unit of work:
     * a field too many does no harm, and its locks must not wait for a commit.
     */
    public Uni<Void> record(KnowledgeBase knowledgeBase, Metadata metadata) {
        return table.record(knowledgeBase.id().value(), knowledgeBase.tenant(), List.of(metadata));
    }

    public Uni<KnownFields> known(KnowledgeBaseId knowledgeBase) {
        return table.known(knowledgeBase.value());
    }
}
