package dev.lockstep.domain;

/**
 * A chunk as Qdrant and the write buffer hold it: its vectors, and what searches filter by.
 *
 * @param collection of the generation that it belongs to; a search of another one leaves it out
 * @param lexical the weights of its terms; empty when it is not searched by words
 */
public record Point(
        PointId id,
        Tenant tenant,
        String collection,
        KnowledgeBaseId knowledgeBase,
        DocumentId document,
        int version,
        UnitOfWorkId unitOfWork,
        Embedding embedding,
        SparseVector lexical,
        Metadata metadata) {}
