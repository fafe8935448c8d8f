package dev.lockstep.preparation;

import dev.lockstep.chunking.RecursiveChunker;
import dev.lockstep.chunking.TextChunk;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.EmbeddedText;
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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cuts a text into chunks and makes both vectors of each, off the event loop. No store is asked but for known embeddings. */
@ApplicationScoped
public class ChunkPreparation {

    /** What of a long title goes in front of each chunk. */
    private static final int TITLE_TOKENS = 48;

    private static final String METRIC = "lockstep.ingestion.chunks";

    private static final String ENDS_SENTENCES = ".!?:;";

    private final Analysis analysis;
    private final Bm25 weighing;
    private final Counter computed;
    private final Counter reused;

    ChunkPreparation(Analysis analysis, LexicalSettings settings, MeterRegistry metrics) {
        this.analysis = analysis;
        this.computed = metrics.counter(METRIC, "embedding", "computed");
        this.reused = metrics.counter(METRIC, "embedding", "reused");
        this.weighing = new Bm25(settings.k1(), settings.b(), settings.averageLength());
    }

    private record Piece(TextChunk chunk, String embedded, EmbeddedText identity, SparseVector lexical) {}

    /**
     * The chunks of a text. Only what is not known is embedded.
     *
     * @throws dev.lockstep.domain.Rejected when the text has nothing to embed, or a word without end
     */
    public Uni<PreparedChunks> prepare(
            Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker, KnownEmbeddings known) {
        return CallerContext.compute(() -> cut(source, recipe, model, chunker)).chain(pieces -> {
            Map<EmbeddedText, String> texts = new LinkedHashMap<>();
            pieces.forEach(piece -> texts.put(piece.identity(), piece.embedded()));
            return known.of(texts.keySet())
                    .chain(found -> embedded(texts, found, model))
                    .map(embeddings -> prepared(pieces, embeddings));
        });
    }

    private record Embeddings(Map<EmbeddedText, Embedding> all, int computed) {}

    private static Uni<Embeddings> embedded(
            Map<EmbeddedText, String> texts, Map<EmbeddedText, Embedding> known, EmbeddingModel model) {
        List<EmbeddedText> wanted =
                texts.keySet().stream().filter(text -> !known.containsKey(text)).toList();
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new Embeddings(known, 0));
        }
        return model.embedDocuments(wanted.stream().map(texts::get).toList()).map(vectors -> {
            Map<EmbeddedText, Embedding> all = new HashMap<>(known);
            for (int i = 0; i < wanted.size(); i++) {
                all.put(wanted.get(i), new Embedding(vectors.get(i)));
            }
            return new Embeddings(all, wanted.size());
        });
    }

    private PreparedChunks prepared(List<Piece> pieces, Embeddings embeddings) {
        computed.increment(embeddings.computed());
        reused.increment(pieces.size() - embeddings.computed());
        return new PreparedChunks(
                pieces.stream()
                        .map(piece -> chunk(
                                piece, Objects.requireNonNull(embeddings.all().get(piece.identity()))))
                        .toList(),
                embeddings.computed());
    }

    private List<Piece> cut(Source source, Recipe recipe, EmbeddingModel model, RecursiveChunker chunker) {
        String title = title(source.title(), model);
        String prefix = prefix(title);
        int room = model.maxTokens() - model.tokenizer().count(prefix);
        return chunker.chunk(source.text(), source.format(), recipe.chunking().atMost(room)).stream()
                .map(chunk -> piece(
                        chunk,
                        chunk.text().startsWith(title) ? chunk.text() : prefix + chunk.text(),
                        lexical(recipe.language(), prefix + chunk.text()),
                        model))
                .toList();
    }

    private static Piece piece(TextChunk chunk, String embedded, SparseVector lexical, EmbeddingModel model) {
        return new Piece(chunk, embedded, EmbeddedText.of(model.id().value(), embedded), lexical);
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

    private static Chunk chunk(Piece piece, Embedding embedding) {
        TextChunk chunk = piece.chunk();
        return new Chunk(
                PointId.next(),
                new Position(chunk.index(), chunk.start(), chunk.end()),
                chunk.text(),
                chunk.headings(),
                embedding,
                piece.lexical(),
                piece.identity());
    }
}
