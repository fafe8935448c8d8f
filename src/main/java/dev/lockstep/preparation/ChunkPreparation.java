package dev.lockstep.preparation;

import dev.lockstep.catalog.LexicalStatistics;
import dev.lockstep.chunking.RecursiveChunker;
import dev.lockstep.chunking.TextChunk;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.embedding.EmbeddingModel;
import dev.lockstep.embedding.Token;
import dev.lockstep.lexical.Analysis;
import dev.lockstep.lexical.Bm25;
import dev.lockstep.lexical.LexicalSettings;
import dev.lockstep.lexical.TermCounts;
import dev.lockstep.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts a text into chunks and makes both vectors of each, off the event loop. No connection is held meanwhile. */
@ApplicationScoped
public class ChunkPreparation {

    /** What of a long title goes in front of each chunk. */
    private static final int TITLE_TOKENS = 48;

    private final Analysis analysis;
    private final LexicalStatistics statistics;
    private final Bm25 weighing;

    ChunkPreparation(Analysis analysis, LexicalStatistics statistics, LexicalSettings settings) {
        this.analysis = analysis;
        this.statistics = statistics;
        this.weighing = new Bm25(settings.k1(), settings.b());
    }

    private record Piece(
            TextChunk chunk, String read, @Nullable TermCounts terms) {
        int length() {
            return terms == null ? 0 : terms.length();
        }
    }

    /**
     * The chunks of a text, at least one.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, or a word without end
     */
    public Uni<PreparedChunks> prepare(Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker) {
        return CallerContext.compute(() -> cut(source, recipe, model, chunker)).chain(pieces -> Uni.combine()
                .all()
                .unis(
                        model.embedDocuments(pieces.stream().map(Piece::read).toList()),
                        statistics.averageLength(recipe.knowledgeBase(), recipe.generation()))
                .asTuple()
                .map(ready -> prepared(pieces, ready.getItem1(), ready.getItem2())));
    }

    private List<Piece> cut(Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker) {
        String prefix = prefix(source.title(), model);
        int room = model.maxTokens() - model.tokenizer().count(prefix);
        String language = recipe.language();
        return chunker.chunk(source.text(), source.format(), recipe.chunking().atMost(room)).stream()
                .map(chunk -> {
                    String read = chunk.text().startsWith(prefix.strip()) ? chunk.text() : prefix + chunk.text();
                    return new Piece(chunk, read, language == null ? null : analysis.count(language, read));
                })
                .toList();
    }

    /** A chunk alone often does not say what it is about; the title does. */
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

    private PreparedChunks prepared(List<Piece> pieces, List<float[]> vectors, double averageLength) {
        List<Chunk> chunks = IntStream.range(0, pieces.size())
                .mapToObj(i -> chunk(pieces.get(i), vectors.get(i), averageLength))
                .toList();
        return new PreparedChunks(
                chunks, pieces.stream().mapToInt(Piece::length).sum());
    }

    private Chunk chunk(Piece piece, float[] vector, double averageLength) {
        TextChunk chunk = piece.chunk();
        SparseVector lexical =
                piece.terms() == null ? SparseVector.EMPTY : weighing.weights(piece.terms(), averageLength);
        return new Chunk(
                PointId.next(),
                new Position(chunk.index(), chunk.start(), chunk.end()),
                chunk.text(),
                chunk.headings(),
                new Embedding(vector),
                lexical);
    }
}
