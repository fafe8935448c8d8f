package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.documents.DocumentLanguages;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.documents.MetadataFields;
import dev.lockstep.stores.catalog.documents.SameContents;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Makes the steps that change documents, for units of work of their own and for transactions. */
@ApplicationScoped
class DocumentSteps {

    private final MetadataFields fields;
    private final DocumentLanguages languages;
    private final DocumentVersions versions;
    private final Duration purgeAfter;
    private final WriteVersion.Stores stores;

    DocumentSteps(
            MetadataFields fields,
            DocumentLanguages languages,
            DocumentVersions versions,
            SameContents sameContents,
            BufferedUpserts upserts,
            KnowledgeBaseRows knowledgeBases,
            IngestionSettings settings) {
        this.fields = fields;
        this.languages = languages;
        this.versions = versions;
        this.purgeAfter = settings.purgeAfter();
        this.stores = new WriteVersion.Stores(versions, sameContents, upserts, knowledgeBases, purgeAfter);
    }

    /**
     * Makes the step that writes a version. The fields of its metadata and its language are recorded first, and stay
     * known even if the step is undone.
     */
    Uni<WriteVersion> write(
            KnowledgeBase knowledgeBase, WriteVersion.Target target, PreparedVersion prepared, Effect effect) {
        VersionContent content = prepared.content();
        return fields.record(knowledgeBase, content.metadata())
                .chain(() -> languages.record(knowledgeBase.id(), knowledgeBase.generation(), content.language()))
                .map(ignored -> new WriteVersion(stores, knowledgeBase, target, prepared, effect));
    }

    Step delete(KnowledgeBase knowledgeBase, Document live) {
        return new DeleteDocument(versions, purgeAfter, knowledgeBase, live);
    }

    Step keep(KnowledgeBase knowledgeBase, Document live, Effect effect) {
        return new KeepVersion(versions, knowledgeBase, live, effect);
    }
}
