package dev.lockstep.web.transactions;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.documents.DocumentOperation;
import dev.lockstep.features.documents.DocumentOperation.Kind;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Precondition;
import dev.lockstep.web.documents.DocumentBody;
import dev.lockstep.web.documents.DocumentPath;
import dev.lockstep.web.documents.OnDuplicateBody;
import dev.lockstep.web.http.Bodies;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation on a document. */
public record DocumentOperationBody(
        @Schema(description = "documents, or left out", examples = "documents", enumeration = "documents") @Nullable
        String participant,

        @Schema(
                description = "insert, update, upsert or delete",
                examples = "upsert",
                required = true,
                enumeration = {"insert", "update", "upsert", "delete"})
        @Nullable
        String operation,

        @Schema(description = "The name of the knowledge base", examples = "handbook", required = true) @Nullable
        String knowledgeBase,

        @Schema(description = "The document's id; or external_id") @Nullable
        String id,

        @Schema(description = "Your own id of the document", examples = "handbook/leave", ref = "ExternalId") @Nullable
        String externalId,

        @Schema(description = "The version that must be live, or all is undone", examples = "3", minimum = "1")
        @Nullable
        Integer expectedVersion,

        @Schema(description = "There must be no such document, or all is undone") @Nullable
        Boolean ifAbsent,

        @Schema(description = "Not for delete. For update: with a text it replaces, with metadata alone it merges them")
        @Nullable
        DocumentBody document)
        implements OperationBody {

    static final String PARTICIPANT = "documents";

    @Override
    public DocumentOperation asked() {
        requireParticipant();
        Kind kind = kind();
        if (document != null && kind != Kind.INSERT) {
            OnDuplicateBody.requireNone(document.onDuplicate(), "'" + operation + "' already says what happens");
        }
        return new DocumentOperation(
                kind,
                Bodies.requireProperty(knowledgeBase, "knowledge_base"),
                reference(),
                precondition(),
                draft(),
                document == null ? null : OnDuplicateBody.of(document.onDuplicate()));
    }

    private void requireParticipant() {
        if (participant != null && !participant.equals(PARTICIPANT)) {
            throw invalid(
                    "participant", "'participant' must be one of documents, conversations, not '" + participant + "'");
        }
    }

    private Kind kind() {
        String name = Bodies.requireProperty(operation, "operation");
        List<String> known = Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(name)) {
            throw new Rejected(
                    ErrorCode.UNKNOWN_OPERATION,
                    "there is no operation '" + name + "' on documents; the operations are " + String.join(", ", known),
                    Map.of("known", known));
        }
        return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private @Nullable DocumentRef reference() {
        String inDocument = document == null ? null : document.externalId();
        if (id != null && externalId != null) {
            throw invalid("id", "'id' and 'external_id' both say which document: leave one out");
        }
        if (externalId != null && inDocument != null && !externalId.equals(inDocument)) {
            throw invalid(
                    "external_id",
                    "'external_id' is '" + externalId + "', but 'document.external_id' is '" + inDocument
                            + "': leave one out");
        }
        if (id != null) {
            if (inDocument != null) {
                throw invalid("document.external_id", "'document.external_id' can't be changed: leave it out");
            }
            return DocumentPath.ref(id);
        }
        String named = externalId == null ? inDocument : externalId;
        return named == null ? null : new DocumentRef.ByExternalId(named);
    }

    private Precondition precondition() {
        if (Boolean.TRUE.equals(ifAbsent)) {
            if (expectedVersion != null) {
                throw invalid("if_absent", "'if_absent' and 'expected_version' can't both hold: leave one out");
            }
            return Precondition.ABSENT;
        }
        return expectedVersion == null ? Precondition.NONE : Precondition.version(expectedVersion);
    }

    private @Nullable DocumentDraft draft() {
        return document == null ? null : document.draft();
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
