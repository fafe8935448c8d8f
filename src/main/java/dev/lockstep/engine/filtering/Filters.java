package dev.lockstep.engine.filtering;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterTyping;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.MetadataSchema;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.stores.catalog.documents.MetadataFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Makes filters that clients sent ready to be evaluated, together with what the caller may read at all. */
@ApplicationScoped
public class Filters {

    private final MetadataFields fields;
    private final WantedIndexes indexes;

    Filters(MetadataFields fields, WantedIndexes indexes) {
        this.fields = fields;
        this.indexes = indexes;
    }

    /**
     * Resolves a filter into the form in which it is evaluated wherever the knowledge base's documents are. The fields
     * that it uses, and the readers, are indexed sometime; nothing waits for that.
     *
     * @throws dev.lockstep.domain.Rejected when it uses a field that is unknown, or as a type that the field never has
     */
    public Uni<ReadableDocuments> resolve(Caller caller, KnowledgeBase knowledgeBase, Filter filter) {
        Uni<Filter> resolved =
                filter.equals(Filter.ALL) ? Uni.createFrom().item(filter) : checked(knowledgeBase, filter);
        return resolved.map(asked -> new ReadableDocuments(knowledgeBase, caller.readership(), asked))
                .invoke(documents -> want(knowledgeBase, documents.filter()));
    }

    private void want(KnowledgeBase knowledgeBase, Filter filter) {
        if (!filter.equals(Filter.ALL)) {
            indexes.want(knowledgeBase.collection(), filter);
        }
    }

    private Uni<Filter> checked(KnowledgeBase knowledgeBase, Filter filter) {
        MetadataSchema schema = knowledgeBase.metadataSchema();
        if (schema == null) {
            return fields.known(knowledgeBase.id())
                    .invoke(known -> known.check(filter))
                    .replaceWith(() -> inLanguage(filter, knowledgeBase));
        }
        return others(knowledgeBase, schema)
                .map(others -> inLanguage(new FilterTyping(schema, others).type(filter), knowledgeBase));
    }

    /** Documents that name no language have that of the knowledge base, and the stores do not know which one that is. */
    private static Filter inLanguage(Filter filter, KnowledgeBase knowledgeBase) {
        return Filter.rewritten(
                filter,
                condition -> condition instanceof Filter.Language language
                        ? language.in(knowledgeBase.language())
                        : condition);
    }

    private Uni<KnownFields> others(KnowledgeBase knowledgeBase, MetadataSchema schema) {
        return switch (schema.additional()) {
            case REFUSE -> Uni.createFrom().item(new KnownFields(Map.of()));
            case ALLOW -> fields.known(knowledgeBase.id());
        };
    }
}
