package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.tracing.Tracing;
import dev.lockstep.text.chunking.Chunker;
import dev.lockstep.text.chunking.TextChunk;
import dev.lockstep.text.lexical.Analysis;
import dev.lockstep.text.lexical.Bm25;
import dev.lockstep.text.lexical.LexicalSettings;
import dev.lockstep.text.preparation.Vectors.Wanted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a text into chunks and makes both vectors of each, off the event loop. No store is asked but for known embeddings. */
@Startup
@ApplicationScoped
public class ChunkPreparation {

    private static final String METRIC = "lockstep.ingestion.chunks";

    private final Analysis analysis;
    private final SourceLanguage languages;
    private final Bm25 weighing;
    private final Counter computed;
    private final Counter reused;

    ChunkPreparation(Analysis analysis, SourceLanguage languages, LexicalSettings settings, MeterRegistry metrics) {
        this.analysis = analysis;
        this.languages = languages;
        this.computed = metrics.counter(METRIC, "embedding", "computed");
        this.reused = metrics.counter(METRIC, "embedding", "reused");
        this.weighing = new Bm25(settings.k1(), settings.b(), settings.averageLength());
    }

    /** A chunk before it has its vectors. */
    private record Piece(Position position, String text, List<String> headings, Metadata metadata) {}

    /** A text whose language is known, in pieces. */
    private record Cut(DocumentLanguage language, List<Prepared> pieces) {}

    private record Prepared(Piece piece, String embedded, EmbeddedText identity, SparseVector lexical) {}

    /**
     * The chunks of a text. Only what is not known is embedded.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, a word without end, or a chunk that a client
     *     has cut does not fit the model
     */
    public Uni<PreparedChunks> prepare(
            SourceText source, Recipe recipe, EmbeddingModel model, Chunker chunker, KnownEmbeddings known) {
        return prepare(source, recipe, model, chunker, known, WriteProgress.NONE);
    }

    /** Does the same, and tells somebody how far it is. */
    public Uni<PreparedChunks> prepare(
            SourceText source,
            Recipe recipe,
            EmbeddingModel model,
            Chunker chunker,
            KnownEmbeddings known,
            WriteProgress progress) {
        return Tracing.stage(
                        "chunk",
                        () -> CallerContext.compute(() -> {
                            progress.chunking();
                            return cut(source, recipe, model, chunker);
                        }))
                .chain(cut -> Tracing.stage(
                                "embed",
                                () -> Vectors.compute(
                                        texts(cut.pieces()),
                                        known,
                                        model,
                                        new Wanted(cut.pieces().size(), progress)))
                        .map(vectors -> withVectors(cut, vectors)));
    }

    /** Collects the texts to embed: one that occurs twice is embedded once. */
    private static Map<EmbeddedText, String> texts(List<Prepared> pieces) {
        Map<EmbeddedText, String> texts = new LinkedHashMap<>();
        pieces.forEach(piece -> texts.put(piece.identity(), piece.embedded()));
        return texts;
    }

    private PreparedChunks withVectors(Cut cut, Vectors vectors) {
        List<Prepared> pieces = cut.pieces();
        computed.increment(vectors.computed());
        reused.increment(pieces.size() - vectors.computed());
        return new PreparedChunks(
                pieces.stream()
                        .map(piece -> chunk(piece, vectors.get(piece.identity())))
                        .toList(),
                vectors.computed(),
                cut.language());
    }

    private Cut cut(SourceText source, Recipe recipe, EmbeddingModel model, Chunker chunker) {
        Strategy strategy = recipe.chunking().strategy();
        DocumentLanguage own = languages.of(source, recipe);
        String language = recipe.language() == null ? null : own.within(recipe.language());
        Preface preface = new Preface(source.title(), strategy, model);
        List<Piece> pieces = strategy == Strategy.NONE
                ? ready(source, preface, model)
                : pieces(source, chunker.chunk(source, recipe.chunking(), language, preface));
        return new Cut(
                own,
                pieces.stream()
                        .map(piece -> prepared(
                                piece,
                                preface.embedded(piece.headings(), piece.text()),
                                lexical(language, preface.words(piece.headings(), piece.text())),
                                model))
                        .toList());
    }

    private static Prepared prepared(Piece piece, String embedded, SparseVector lexical, EmbeddingModel model) {
        return new Prepared(piece, embedded, EmbeddedText.of(model.id().value(), embedded), lexical);
    }

    private static List<Piece> ready(SourceText source, Preface preface, EmbeddingModel model) {
        PageStarts pages = source.knownPages();
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

    private static List<Piece> pieces(SourceText source, List<TextChunk> chunks) {
        PageStarts pages = source.knownPages();
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

    private static Chunk chunk(Prepared prepared, Embedding embedding) {
        Piece piece = prepared.piece();
        return new Chunk(
                PointId.next(),
                piece.position(),
                piece.text(),
                piece.headings(),
                piece.metadata(),
                embedding,
                prepared.lexical(),
                prepared.identity());
    }
}
