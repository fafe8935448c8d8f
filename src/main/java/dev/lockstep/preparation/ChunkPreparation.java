package dev.lockstep.preparation;

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
import dev.lockstep.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts a text into chunks and makes both vectors of each, off the event loop. No store is asked. */
@ApplicationScoped
public class ChunkPreparation {

    /** What of a long title goes in front of each chunk. */
    private static final int TITLE_TOKENS = 48;

    private static final String ENDS_SENTENCES = ".!?:;";

    private final Analysis analysis;
    private final Bm25 weighing;

    ChunkPreparation(Analysis analysis, LexicalSettings settings) {
        this.analysis = analysis;
        this.weighing = new Bm25(settings.k1(), settings.b(), settings.averageLength());
    }

    private record Piece(TextChunk chunk, String embedded, SparseVector lexical) {}

    /**
     * The chunks of a text, at least one, in order.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, or a word without end
     */
    public Uni<List<Chunk>> prepare(Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker) {
        return CallerContext.compute(() -> cut(source, recipe, model, chunker)).chain(pieces -> model.embedDocuments(
                        pieces.stream().map(Piece::embedded).toList())
                .map(vectors -> IntStream.range(0, pieces.size())
                        .mapToObj(i -> chunk(pieces.get(i), vectors.get(i)))
                        .toList()));
    }

    private List<Piece> cut(Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker) {
        String title = title(source.title(), model);
        String prefix = prefix(title);
        int room = model.maxTokens() - model.tokenizer().count(prefix);
        return chunker.chunk(source.text(), source.format(), recipe.chunking().atMost(room)).stream()
                .map(chunk -> new Piece(
                        chunk,
                        chunk.text().startsWith(title) ? chunk.text() : prefix + chunk.text(),
                        lexical(recipe.language(), prefix + chunk.text())))
                .toList();
    }

    private static String title(@Nullable String title, EmbeddingModel model) {
        if (title == null) {
            return "";
        }
        List<Token> tokens = model.tokenizer().tokens(title);
        int end = tokens.size() <= TITLE_TOKENS
                ? title.length()
                : tokens.get(TITLE_TOKENS - 1).end();
        return title.substring(0, end).strip();
    }

    /**
     * A chunk alone often does not say what it is about; the title does. It ends like a sentence: models do not see line breaks,
     * and would read on.
     */
    private static String prefix(String title) {
        if (title.isEmpty()) {
            return "";
        }
        return ENDS_SENTENCES.indexOf(title.charAt(title.length() - 1)) >= 0 ? title + "\n" : title + ".\n";
    }

    /** The words of the title count here even if the text begins with them: a chunk about its title is found by it. */
    private SparseVector lexical(@Nullable String language, String text) {
        return language == null ? SparseVector.EMPTY : weighing.weights(analysis.count(language, text));
    }

    private static Chunk chunk(Piece piece, float[] vector) {
        TextChunk chunk = piece.chunk();
        return new Chunk(
                PointId.next(),
                new Position(chunk.index(), chunk.start(), chunk.end()),
                chunk.text(),
                chunk.headings(),
                new Embedding(vector),
                piece.lexical());
    }
}
