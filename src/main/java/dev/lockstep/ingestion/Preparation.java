package dev.lockstep.ingestion;

import dev.lockstep.chunking.Chunking;
import dev.lockstep.chunking.RecursiveChunker;
import dev.lockstep.catalog.StoredEmbeddings;
import dev.lockstep.domain.ContentHash;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.embedding.EmbeddingModels;
import dev.lockstep.points.PointStore;
import dev.lockstep.preparation.ChunkPreparation;
import dev.lockstep.preparation.KnownEmbeddings;
import dev.lockstep.preparation.Recipe;
import dev.lockstep.preparation.Source;
import dev.lockstep.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Turns a draft into the content of a version: chunks and embeddings. No connection is held meanwhile. */
@ApplicationScoped
class Preparation {

    private final EmbeddingModels models;
    private final PointStore points;
    private final StoredEmbeddings stored;
    private final ChunkPreparation chunks;
    private final DraftRules rules;
    private final IngestionSettings settings;

    Preparation(
            EmbeddingModels models,
            PointStore points,
            StoredEmbeddings stored,
            ChunkPreparation chunks,
            DraftRules rules,
            IngestionSettings settings) {
        this.models = models;
        this.points = points;
        this.stored = stored;
        this.chunks = chunks;
        this.rules = rules;
        this.settings = settings;
    }

    /** Hashing more characters than this keeps an event loop busy for too long. */
    private static final int SMALL_TEXT = 32_768;

    /** The draft, checked, with its hash: enough to know whether it says anything new. Large ones off the event loop. */
    Uni<CheckedDraft> checked(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        return draft.text() == null || draft.text().length() <= SMALL_TEXT
                ? Uni.createFrom().item(() -> check(knowledgeBase, draft))
                : CallerContext.compute(() -> check(knowledgeBase, draft));
    }

    private CheckedDraft check(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        EmbeddingModel model = models.of(knowledgeBase);
        String text = rules.text(draft.text());
        String title = rules.title(draft.title());
        Metadata metadata = rules.metadata(knowledgeBase, draft.metadata());
        Chunking chunking = new Chunking(
                        Objects.requireNonNullElse(draft.chunkTokens(), knowledgeBase.chunkTokens()),
                        Objects.requireNonNullElse(draft.overlapTokens(), knowledgeBase.overlapTokens()))
                .checkedAgainst(model.maxTokens());
        String hash = ContentHash.of(
                title,
                draft.format(),
                text,
                chunking.maxTokens(),
                chunking.overlapTokens(),
                knowledgeBase.embeddingModel());
        return new CheckedDraft(
                rules.externalId(draft.externalId()), title, draft.format(), text, hash, metadata, chunking);
    }

    /**
     * Chunks and embeds, off the event loop. Not while Qdrant is known to be away: it would be in vain, and what were
     * staged after it would only have to be undone.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, or a word without end
     */
    Uni<PreparedVersion> embed(KnowledgeBase knowledgeBase, CheckedDraft draft) {
        return embed(knowledgeBase, draft, KnownEmbeddings.NONE);
    }

    /** The same for a document that is there: what of its chunks did not change is not embedded again. */
    Uni<PreparedVersion> embedAnew(KnowledgeBase knowledgeBase, CheckedDraft draft, Document live) {
        return embed(knowledgeBase, draft, texts -> stored.of(live.id(), texts));
    }

    private Uni<PreparedVersion> embed(KnowledgeBase knowledgeBase, CheckedDraft draft, KnownEmbeddings known) {
        EmbeddingModel model = models.of(knowledgeBase);
        RecursiveChunker chunker = new RecursiveChunker(model.tokenizer(), settings.maxWordLength());
        Recipe recipe = new Recipe(draft.chunking(), knowledgeBase.language());
        return points.requireOpenWay()
                .chain(() ->
                        chunks.prepare(new Source(draft.title(), draft.format(), draft.text()), recipe, model, chunker, known))
                .map(prepared -> new PreparedVersion(new VersionContent(
                        draft.title(),
                        draft.format(),
                        draft.text(),
                        draft.hash(),
                        draft.metadata(),
                        draft.chunking().maxTokens(),
                        draft.chunking().overlapTokens(),
                        prepared.chunks()), prepared.embedded()));
    }
}
