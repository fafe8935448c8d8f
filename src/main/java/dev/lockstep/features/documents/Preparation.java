package dev.lockstep.features.documents;

import com.google.common.base.Utf8;
import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.ChosenChunking.By;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.domain.ContentHash;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.engine.limits.TenantLimits;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.documents.StoredEmbeddings;
import dev.lockstep.stores.points.PointStore;
import dev.lockstep.text.chunking.Chunker;
import dev.lockstep.text.preparation.ChunkPreparation;
import dev.lockstep.text.preparation.KnownEmbeddings;
import dev.lockstep.text.preparation.Recipe;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Turns a draft into the content of a version: chunks and embeddings. It holds no connection meanwhile. */
@ApplicationScoped
class Preparation {

    private final EmbeddingModels models;
    private final PointStore points;
    private final StoredEmbeddings stored;
    private final ChunkPreparation chunks;
    private final DraftRules rules;
    private final IngestionSettings settings;
    private final TenantLimits limits;

    Preparation(
            EmbeddingModels models,
            PointStore points,
            StoredEmbeddings stored,
            ChunkPreparation chunks,
            DraftRules rules,
            IngestionSettings settings,
            TenantLimits limits) {
        this.models = models;
        this.points = points;
        this.stored = stored;
        this.chunks = chunks;
        this.rules = rules;
        this.settings = settings;
        this.limits = limits;
    }

    /** The largest text that an event loop hashes: more characters would keep it busy for too long. */
    private static final int SMALL_TEXT = 32_768;

    /**
     * Checks and hashes a draft: enough to know whether it says anything new. Large ones are hashed off the event loop.
     */
    Uni<CheckedDraft> checked(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        return draft.length() <= SMALL_TEXT
                ? Uni.createFrom().item(() -> check(knowledgeBase, draft))
                : CallerContext.compute(() -> check(knowledgeBase, draft));
    }

    private CheckedDraft check(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        EmbeddingModel model = models.of(knowledgeBase);
        ChosenChunking chunking = chunking(knowledgeBase, draft, model);
        SourceText source = rules.source(draft).readyFor(chunking.chunking());
        Metadata metadata = rules.metadata(knowledgeBase, draft.metadata(), draft.found());
        String language = rules.language(draft.language());
        String hash = ContentHash.of(source, metadata, chunking, language, knowledgeBase.embeddingModel());
        return new CheckedDraft(rules.externalId(draft.externalId()), source, hash, metadata, chunking, language);
    }

    /** Returns about how many chunks a draft makes; a client that has cut it knows exactly. */
    long estimated(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        if (draft.chunks() != null) {
            return draft.chunks().size();
        }
        Chunking chunking = draft.chunking()
                .on(knowledgeBase.chunking(), models.of(knowledgeBase).maxTokens());
        return draft.text() == null ? 0 : ChunkEstimate.of(draft.text(), chunking);
    }

    /** Returns a draft of a stored version, for the chunking and the model that the knowledge base has now. */
    CheckedDraft again(KnowledgeBase knowledgeBase, Document live, VersionContent stored) {
        Metadata metadata = rules.metadata(knowledgeBase, stored.metadata().values());
        return again(knowledgeBase, live, stored, metadata, stored.language().declared());
    }

    /** Returns a draft of the live version with other metadata, and the language that the document names from now on. */
    Uni<CheckedDraft> inLanguage(
            KnowledgeBase knowledgeBase, Document live, VersionContent stored, Metadata metadata, String language) {
        return CallerContext.compute(() -> again(knowledgeBase, live, stored, metadata, rules.language(language)));
    }

    private CheckedDraft again(
            KnowledgeBase knowledgeBase,
            Document live,
            VersionContent stored,
            Metadata metadata,
            @Nullable String language) {
        EmbeddingModel model = models.of(knowledgeBase);
        ChosenChunking chunking = stored.chunking().within(knowledgeBase.chunking(), model.maxTokens());
        SourceText source = stored.source().readyFor(chunking.chunking());
        String hash = ContentHash.of(source, metadata, chunking, language, knowledgeBase.embeddingModel());
        return new CheckedDraft(live.externalId(), source, hash, metadata, chunking, language);
    }

    private static ChosenChunking chunking(KnowledgeBase knowledgeBase, DocumentDraft draft, EmbeddingModel model) {
        if (draft.chunks() != null) {
            return new ChosenChunking(ReadyText.requireUncut(draft.chunking()), By.DOCUMENT);
        }
        Chunking wanted = draft.chunking().on(knowledgeBase.chunking(), model.maxTokens());
        boolean asTheOthers = draft.chunking().equals(ChunkingRequest.NOTHING);
        return new ChosenChunking(wanted, asTheOthers ? By.KNOWLEDGE_BASE : By.DOCUMENT);
    }

    /**
     * Chunks and embeds, off the event loop. It refuses while Qdrant is known to be away: the work would be in vain,
     * and what is staged after it would only have to be undone.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, a word without end, or a chunk does not
     *     fit
     */
    Uni<PreparedVersion> embed(KnowledgeBase knowledgeBase, CheckedDraft draft, WriteProgress progress) {
        return room(knowledgeBase, draft, 1).chain(() -> embed(knowledgeBase, draft, KnownEmbeddings.NONE, progress));
    }

    /** Chunks and embeds a new version of an existing document: chunks that did not change are not embedded again. */
    Uni<PreparedVersion> embedAnew(
            KnowledgeBase knowledgeBase, CheckedDraft draft, Document live, WriteProgress progress) {
        return room(knowledgeBase, draft, 0)
                .chain(() -> embed(knowledgeBase, draft, texts -> stored.of(live.id(), texts), progress));
    }

    private Uni<Void> room(KnowledgeBase knowledgeBase, CheckedDraft draft, int documents) {
        return limits.requireRoom(
                knowledgeBase.tenant(),
                documents,
                Utf8.encodedLength(draft.source().text()));
    }

    private Uni<PreparedVersion> embed(
            KnowledgeBase knowledgeBase, CheckedDraft draft, KnownEmbeddings known, WriteProgress progress) {
        EmbeddingModel model = models.of(knowledgeBase);
        Chunker chunker = new Chunker(model.tokenizer(), settings.maxWordLength());
        Recipe recipe = new Recipe(draft.chunking().chunking(), knowledgeBase.language(), draft.language());
        return points.requireOpenWay()
                .chain(() -> chunks.prepare(draft.source(), recipe, model, chunker, known, progress))
                .map(prepared -> new PreparedVersion(
                        new VersionContent(
                                draft.source(),
                                draft.hash(),
                                draft.metadata(),
                                draft.chunking(),
                                prepared.language(),
                                prepared.chunks()),
                        prepared.embedded()));
    }
}
