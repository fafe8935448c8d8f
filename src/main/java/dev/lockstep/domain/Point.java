package dev.lockstep.domain;

/** A chunk as Qdrant and the write buffer hold it: its vector, and what searches filter by. */
public record Point(
        PointId id,
        Tenant tenant,
        KnowledgeBaseId knowledgeBase,
        DocumentId document,
        int version,
        UnitOfWorkId unitOfWork,
        Embedding embedding,
        Metadata metadata) {}
