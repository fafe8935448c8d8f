package dev.lockstep.features.documents;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.NotFound;
import dev.lockstep.features.documents.WriteVersion.Target;
import java.util.Map;

/** The failures of steps that could not commit because someone else was first. */
final class LostRace {

    private LostRace() {}

    static Conflict byAnotherWriteOf(Target target) {
        if (target.base() == null && target.externalId() != null) {
            return new Conflict(
                    ErrorCode.DOCUMENT_EXISTS,
                    "another document with the external id '" + target.externalId()
                            + "' was stored meanwhile: update or upsert it",
                    Map.of("external_id", target.externalId()));
        }
        return byChangeOf(target.id());
    }

    static Conflict byChangeOf(DocumentId id) {
        return new Conflict(
                ErrorCode.VERSION_CONFLICT,
                "the document was changed or deleted by someone else meanwhile: read it and decide again",
                Map.of("document_id", id.toString()));
    }

    static Conflict bySameContent(DocumentId other) {
        return new Conflict(
                ErrorCode.DOCUMENT_EXISTS,
                "another document with the same content was stored meanwhile: " + other,
                Map.of("document_id", other.toString()));
    }

    static NotFound byDeletionOf(KnowledgeBase knowledgeBase) {
        return new NotFound(
                ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                "knowledge base '" + knowledgeBase.name() + "' was deleted meanwhile",
                Map.of("knowledge_base", knowledgeBase.name()));
    }
}
