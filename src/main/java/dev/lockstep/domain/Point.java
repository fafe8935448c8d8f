package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * A part of a text as Qdrant and the write buffer hold it: its vectors, and what searches filter by.
 *
 * @param collection where it is; a search of another one leaves it out
 * @param scope what searches that may find it are confined to
 * @param owner the document or message that it is a part of
 * @param version of its owner; a message has one only
 * @param lexical the weights of its terms; empty when it is not searched by words
 * @param language that was found in its document or that the document names; null for that of the knowledge base
 */
public record Point(
        PointId id,
        Tenant tenant,
        String collection,
        ScopeId scope,
        OwnerId owner,
        int version,
        UnitOfWorkId unitOfWork,
        Embedding embedding,
        SparseVector lexical,
        Metadata metadata,
        @Nullable String language) {

    /** Makes a point of something that has no language of its own. */
    public Point(
            PointId id,
            Tenant tenant,
            String collection,
            ScopeId scope,
            OwnerId owner,
            int version,
            UnitOfWorkId unitOfWork,
            Embedding embedding,
            SparseVector lexical,
            Metadata metadata) {
        this(id, tenant, collection, scope, owner, version, unitOfWork, embedding, lexical, metadata, null);
    }
}
