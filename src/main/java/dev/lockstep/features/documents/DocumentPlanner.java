package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Operation;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.engine.unitofwork.Plan;
import dev.lockstep.engine.unitofwork.Planner;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.features.documents.DocumentOperation.Kind;
import dev.lockstep.features.documents.DocumentReceipt.Change;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans a transaction's operations on documents: each is checked now, and embedded when all of them have been checked.
 */
@ApplicationScoped
class DocumentPlanner implements Planner {

    private final KnowledgeBases knowledgeBases;
    private final DocumentReader reader;
    private final Duplicates duplicates;
    private final Preparation preparation;
    private final DocumentWriter writer;
    private final DocumentSteps steps;
    private final DraftRules rules;

    DocumentPlanner(
            KnowledgeBases knowledgeBases,
            DocumentReader reader,
            Duplicates duplicates,
            Preparation preparation,
            DocumentWriter writer,
            DocumentSteps steps,
            DraftRules rules) {
        this.knowledgeBases = knowledgeBases;
        this.reader = reader;
        this.duplicates = duplicates;
        this.preparation = preparation;
        this.writer = writer;
        this.steps = steps;
        this.rules = rules;
    }

    @Override
    public String participant() {
        return DocumentParticipant.NAME;
    }

    @Override
    public Uni<Plan> plan(Caller caller, Operation operation) {
        DocumentOperation asked = (DocumentOperation) operation;
        return knowledgeBases
                .requireForWriting(caller, asked.knowledgeBase())
                .map(found -> ReadableDocuments.of(caller, found))
                .chain(among -> find(among, asked).chain(live -> plan(among, asked, live)));
    }

    private Uni<Optional<Document>> find(ReadableDocuments among, DocumentOperation asked) {
        DocumentRef document = asked.document();
        if (document == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return switch (asked.kind()) {
            case INSERT, UPSERT -> reader.findForWriting(among, document);
            case UPDATE, DELETE -> reader.find(among, document);
        };
    }

    private Uni<Plan> plan(ReadableDocuments among, DocumentOperation asked, Optional<Document> live) {
        KnowledgeBase knowledgeBase = among.knowledgeBase();
        return switch (asked.kind()) {
            case INSERT -> {
                requireNoId(asked);
                asked.precondition().check(live);
                yield insert(among, asked, live);
            }
            case UPDATE -> update(knowledgeBase, asked, require(knowledgeBase, asked, live));
            case UPSERT -> {
                asked.precondition().check(live);
                yield live.isPresent() ? update(knowledgeBase, asked, live.get()) : insert(among, asked, live);
            }
            case DELETE -> Uni.createFrom().item(delete(knowledgeBase, asked, require(knowledgeBase, asked, live)));
        };
    }

    private static Document require(KnowledgeBase knowledgeBase, DocumentOperation asked, Optional<Document> live) {
        if (asked.document() == null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY,
                    "'id' or 'external_id' must say which document",
                    Map.of("property", "external_id"));
        }
        Document document = live.orElseThrow(() -> DocumentReader.missing(knowledgeBase, asked.document()));
        asked.precondition().check(live);
        return document;
    }

    private static void requireNoId(DocumentOperation asked) {
        if (asked.document() instanceof DocumentRef.ById) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "an insertion takes no 'id', as the service assigns it: name the document by 'external_id'",
                    Map.of("property", "id"));
        }
    }

    private Uni<Plan> insert(ReadableDocuments among, DocumentOperation asked, Optional<Document> named) {
        KnowledgeBase knowledgeBase = among.knowledgeBase();
        if (asked.document() instanceof DocumentRef.ById byId) {
            throw DocumentReader.missing(knowledgeBase, byId);
        }
        OnDuplicate onDuplicate = asked.onDuplicate();
        return preparation.checked(knowledgeBase, named(asked)).chain(draft -> (asked.document() == null
                        ? duplicates.of(among, draft, onDuplicate)
                        : Uni.createFrom().item(named))
                .map(live -> switch (Duplicates.course(draft, onDuplicate, live)) {
                    case CREATE ->
                        create(knowledgeBase, asked.kind(), draft, Duplicates.soleContent(draft, onDuplicate));
                    case REPLACE -> replace(knowledgeBase, asked.kind(), draft, live.orElseThrow());
                    case UNCHANGED -> keep(knowledgeBase, asked.kind(), live.orElseThrow(), Change.UNCHANGED);
                    case SKIP -> keep(knowledgeBase, asked.kind(), live.orElseThrow(), Change.SKIPPED);
                }));
    }

    /** Returns the draft with the external id by which the operation names its document, if it does. */
    private static DocumentDraft named(DocumentOperation asked) {
        DocumentDraft draft = draft(asked);
        return asked.document() instanceof DocumentRef.ByExternalId named
                ? draft.withExternalId(named.externalId())
                : draft;
    }

    private Plan create(KnowledgeBase knowledgeBase, Kind kind, CheckedDraft draft, @Nullable String soleContent) {
        String target = soleContent == null
                ? DocumentParticipant.lockKey(knowledgeBase, DocumentId.next(), draft.externalId())
                : DocumentParticipant.contentKey(knowledgeBase, soleContent);
        return new Plan(target, () -> preparation
                .embed(knowledgeBase, draft, WriteProgress.NONE)
                .chain(content -> steps.write(
                        knowledgeBase,
                        WriteVersion.Target.create(draft.externalId(), soleContent),
                        content,
                        new Effect(kind, Change.CREATED))));
    }

    private Plan replace(KnowledgeBase knowledgeBase, Kind kind, CheckedDraft draft, Document live) {
        return new Plan(target(knowledgeBase, live), () -> preparation
                .embedAnew(knowledgeBase, draft, live, WriteProgress.NONE)
                .chain(content -> steps.write(
                        knowledgeBase, WriteVersion.Target.replace(live), content, new Effect(kind, Change.REPLACED))));
    }

    private Plan keep(KnowledgeBase knowledgeBase, Kind kind, Document live, Change change) {
        return new Plan(target(knowledgeBase, live), () -> Uni.createFrom()
                .item(steps.keep(knowledgeBase, live, new Effect(kind, change))));
    }

    private Uni<Plan> update(KnowledgeBase knowledgeBase, DocumentOperation asked, Document live) {
        DocumentDraft draft = draft(asked);
        return draft.hasText()
                ? preparation
                        .checked(knowledgeBase, draft)
                        .map(checked -> replaceOrKeep(knowledgeBase, asked.kind(), checked, live))
                : patch(knowledgeBase, asked.kind(), live, draft);
    }

    private Plan replaceOrKeep(KnowledgeBase knowledgeBase, Kind kind, CheckedDraft draft, Document live) {
        return draft.equalTo(live)
                ? keep(knowledgeBase, kind, live, Change.UNCHANGED)
                : replace(knowledgeBase, kind, draft, live);
    }

    /** Changes only the metadata, as by a JSON merge patch, and the language, because the operation has no text. */
    private Uni<Plan> patch(KnowledgeBase knowledgeBase, Kind kind, Document live, DocumentDraft draft) {
        if ((draft.metadata() == null && draft.language() == null) || draft.title() != null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY,
                    "'document.text' is missing (without it, only 'document.metadata' and 'document.language' can be"
                            + " changed)",
                    Map.of("property", "document.text"));
        }
        Map<String, Object> changes = Objects.requireNonNullElse(draft.metadata(), Map.of());
        Metadata patched = rules.metadata(knowledgeBase, live.metadata().patchedWith(changes));
        String language = draft.language();
        return language == null
                ? Uni.createFrom()
                        .item(new Plan(target(knowledgeBase, live), changeMetadata(knowledgeBase, kind, live, patched)))
                : writer.content(knowledgeBase, live)
                        .chain(content -> preparation.inLanguage(knowledgeBase, live, content, patched, language))
                        .map(changed -> replaceOrKeep(knowledgeBase, kind, changed, live));
    }

    private Supplier<Uni<Step>> changeMetadata(
            KnowledgeBase knowledgeBase, Kind kind, Document live, Metadata patched) {
        return patched.equals(live.metadata())
                ? () -> Uni.createFrom().item(steps.keep(knowledgeBase, live, new Effect(kind, Change.UNCHANGED)))
                : () -> writer.withMetadata(knowledgeBase, live, patched)
                        .chain(content -> steps.write(
                                knowledgeBase,
                                WriteVersion.Target.replace(live),
                                content,
                                new Effect(kind, Change.METADATA_CHANGED)));
    }

    private Plan delete(KnowledgeBase knowledgeBase, DocumentOperation asked, Document live) {
        if (asked.draft() != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE, "a deletion takes no 'document'", Map.of("property", "document"));
        }
        return new Plan(target(knowledgeBase, live), () -> Uni.createFrom().item(steps.delete(knowledgeBase, live)));
    }

    private static String target(KnowledgeBase knowledgeBase, Document live) {
        return DocumentParticipant.lockKey(knowledgeBase, live.id(), live.externalId());
    }

    private static DocumentDraft draft(DocumentOperation asked) {
        if (asked.draft() == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "'document' is missing", Map.of("property", "document"));
        }
        return asked.draft();
    }
}
