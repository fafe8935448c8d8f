package dev.lockstep.preparation;

import dev.lockstep.chunking.Chunker;
import dev.lockstep.chunking.TextChunk;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Pages;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.Source;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.embedding.EmbeddingModel;
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

    private final Analysis analysis;
    private final Bm25 weighing;

    ChunkPreparation(Analysis analysis, LexicalSettings settings) {
        this.analysis = analysis;
        this.weighing = new Bm25(settings.k1(), settings.b(), settings.averageLength());
    }

    /** A chunk before it has its vectors. */
    private record Piece(Position position, String text, List<String> headings, Metadata metadata) {}

    private record Prepared(Piece piece, String embedded, SparseVector lexical) {}

    /**
     * The chunks of a text, at least one, in order.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, a word without end, or a chunk that a client
     *     has cut does not fit the model
     */
    public Uni<List<Chunk>> prepare(Source source, Recipe recipe, EmbeddingModel model, Chunker chunker) {
        return CallerContext.compute(() -> cut(source, recipe, model, chunker)).chain(pieces -> model.embedDocuments(
                        pieces.stream().map(Prepared::embedded).toList())
                .map(vectors -> IntStream.range(0, pieces.size())
                        .mapToObj(i -> chunk(pieces.get(i), vectors.get(i)))
                        .toList()));
    }

    private List<Prepared> cut(Source source, Recipe recipe, EmbeddingModel model, Chunker chunker) {
        Strategy strategy = recipe.chunking().strategy();
        Preface preface = new Preface(source.title(), strategy, model);
        List<Piece> pieces = strategy == Strategy.NONE
                ? ready(source, preface, model)
                : pieces(source, chunker.chunk(source, recipe.chunking(), recipe.language(), preface));
        return pieces.stream()
                .map(piece -> new Prepared(
                        piece,
                        preface.embedded(piece.headings(), piece.text()),
                        lexical(recipe.language(), preface.words(piece.headings(), piece.text()))))
                .toList();
    }

    private static List<Piece> ready(Source source, Preface preface, EmbeddingModel model) {
        Pages pages = source.knownPages();
        return ReadyChunks.fitting(source.ready(), preface, model).stream()
                .map(checked -> new Piece(
                        pages.at(
                                checked.index(),
                                checked.chunk().start(),
                                checked.chunk().end()),
                        checked.chunk().text(),
                        checked.chunk().headings(),
                        checked.chunk().metadata()))
                .toList();
    }

    private static List<Piece> pieces(Source source, List<TextChunk> chunks) {
        Pages pages = source.knownPages();
        return chunks.stream()
                .map(chunk -> new Piece(
                        pages.at(chunk.index(), chunk.start(), chunk.end()),
                        chunk.text(),
                        chunk.headings(),
                        Metadata.EMPTY))
                .toList();
    }

    private SparseVector lexical(@Nullable String language, String text) {
        return language == null ? SparseVector.EMPTY : weighing.weights(analysis.count(language, text));
    }

    private static Chunk chunk(Prepared prepared, float[] vector) {
        Piece piece = prepared.piece();
        return new Chunk(
                PointId.next(),
                piece.position(),
                piece.text(),
                piece.headings(),
                piece.metadata(),
                new Embedding(vector),
                prepared.lexical());
    }
}
