package dev.lockstep.ingestion;

import dev.lockstep.chunking.Chunking;
import dev.lockstep.chunking.RecursiveChunker;
import dev.lockstep.chunking.TextChunk;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.ContentHash;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.embedding.EmbeddingModels;
import dev.lockstep.embedding.Token;
import dev.lockstep.points.PointStore;
import dev.lockstep.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns a draft into the content of a version: chunks and embeddings. No store is asked, no connection is held. */
@ApplicationScoped
class Preparation {

    /** What of a long title goes in front of each chunk. */
    private static final int TITLE_TOKENS = 48;

    private final EmbeddingModels models;
    private final PointStore points;
    private final DraftRules rules;
    private final IngestionSettings settings;

    Preparation(EmbeddingModels models, PointStore points, DraftRules rules, IngestionSettings settings) {
        this.models = models;
        this.points = points;
        this.rules = rules;
        this.settings = settings;
    }

    /** The draft, checked, with its hash: enough to know whether it says anything new. */
    CheckedDraft check(KnowledgeBase knowledgeBase, DocumentDraft draft) {
        EmbeddingModel model = models.of(knowledgeBase);
        String text = rules.text(draft.text());
        String title = rules.title(draft.title());
        Metadata metadata = rules.metadata(draft.metadata());
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
    Uni<VersionContent> embed(KnowledgeBase knowledgeBase, CheckedDraft draft) {
        EmbeddingModel model = models.of(knowledgeBase);
        return points.requireOpenWay()
                .chain(() -> CallerContext.compute(() -> chunk(draft, model)))
                .chain(pieces -> model.embedDocuments(texts(draft, pieces, model))
                        .map(vectors -> content(draft, pieces, vectors)));
    }

    private List<TextChunk> chunk(CheckedDraft draft, EmbeddingModel model) {
        RecursiveChunker chunker = new RecursiveChunker(model.tokenizer(), settings.maxWordLength());
        int room = model.maxTokens() - model.tokenizer().count(prefix(draft.title(), model));
        return chunker.chunk(draft.text(), draft.format(), draft.chunking().atMost(room));
    }

    /** A chunk alone often does not say what it is about; the title does. */
    private static List<String> texts(CheckedDraft draft, List<TextChunk> pieces, EmbeddingModel model) {
        String prefix = prefix(draft.title(), model);
        return pieces.stream()
                .map(piece -> piece.text().startsWith(prefix.strip()) ? piece.text() : prefix + piece.text())
                .toList();
    }

    private static String prefix(@Nullable String title, EmbeddingModel model) {
        if (title == null) {
            return "";
        }
        List<Token> tokens = model.tokenizer().tokens(title);
        int end = tokens.size() <= TITLE_TOKENS
                ? title.length()
                : tokens.get(TITLE_TOKENS - 1).end();
        return title.substring(0, end) + "\n";
    }

    private static VersionContent content(CheckedDraft draft, List<TextChunk> pieces, List<float[]> vectors) {
        List<Chunk> chunks = IntStream.range(0, pieces.size())
                .mapToObj(i -> chunk(pieces.get(i), vectors.get(i)))
                .toList();
        return new VersionContent(
                draft.title(),
                draft.format(),
                draft.text(),
                draft.hash(),
                draft.metadata(),
                draft.chunking().maxTokens(),
                draft.chunking().overlapTokens(),
                chunks);
    }

    private static Chunk chunk(TextChunk piece, float[] vector) {
        return new Chunk(
                PointId.next(),
                new Position(piece.index(), piece.start(), piece.end()),
                piece.text(),
                piece.headings(),
                new Embedding(vector));
    }
}
