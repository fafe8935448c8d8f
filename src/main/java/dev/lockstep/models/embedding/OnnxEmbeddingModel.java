package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Runs an ONNX model in process, by ONNX Runtime directly: that embeds 1.5 to 1.9 times as many texts a second as langchain4j's own
 * class.
 */
final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {

    /**
     * The texts that a model wants before one that is searched with, and before one that is searched.
     *
     * @param query for an asymmetric model, which was trained with it
     */
    record Prefixes(String query, String document) {}

    private final ModelDescription description;
    private final ModelInput input;
    private final Prefixes prefixes;
    private final OnnxEncoder encoder;
    private final EmbeddingLanes lanes;
    private final int aroundDocument;
    private final int aroundQuery;

    OnnxEmbeddingModel(
            ModelDescription description,
            ModelInput input,
            Prefixes prefixes,
            OnnxEncoder encoder,
            EmbeddingLanes lanes) {
        this.description = description;
        this.input = input;
        this.prefixes = prefixes;
        this.encoder = encoder;
        this.lanes = lanes;
        aroundDocument = input.around(prefixes.document());
        aroundQuery = input.around(prefixes.query());
    }

    @Override
    public ModelId id() {
        return description.id();
    }

    @Override
    public int dimension() {
        return description.dimension();
    }

    @Override
    public ModelLanguages languages() {
        return description.languages();
    }

    @Override
    public int maxTokens() {
        return input.longest() - aroundDocument;
    }

    @Override
    public int maxQueryTokens() {
        return input.longest() - aroundQuery;
    }

    @Override
    public Tokenizer tokenizer() {
        return input.tokenizer();
    }

    @Override
    public Uni<float[]> embedQuery(String query) {
        return lanes.queries().compute(List.of(query), this::encodeQuery).map(vectors -> vectors.get(0));
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts) {
        return embedDocuments(texts, ignored -> {});
    }

    @Override
    public Uni<List<float[]>> embedDocuments(List<String> texts, IntConsumer embedded) {
        return lanes.documents().compute(texts, text -> {
            float[] vector = encodeDocument(text);
            embedded.accept(1);
            return vector;
        });
    }

    private float[] encodeDocument(String text) {
        long[] ids = input.ids(prefixes.document() + text);
        if (text.isBlank() || ids.length <= input.withoutText(prefixes.document())) {
            throw new Rejected(
                    ErrorCode.EMPTY_TEXT, "A chunk has no text that the embedding model can read.", Map.of());
        }
        if (!input.fits(ids)) {
            throw new Inconsistent(
                    "A chunk has " + (ids.length - aroundDocument) + " tokens, but " + id() + " reads at most "
                            + maxTokens() + " and nothing may be cut.",
                    null);
        }
        return encoder.encode(ids);
    }

    private float[] encodeQuery(String query) {
        long[] ids = input.ids(prefixes.query() + query);
        if (query.isBlank() || ids.length <= input.withoutText(prefixes.query())) {
            throw new Rejected(ErrorCode.EMPTY_QUERY, "The query has no text that the embedding model can read.");
        }
        return encoder.encode(input.cut(ids));
    }

    /** Closes the model. This must come after the lanes are closed: what is being computed needs the native memory that goes. */
    @Override
    public void close() {
        try {
            encoder.close();
        } catch (OrtException e) {
            throw new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "Can't unload the embedding model: " + e, e);
        }
    }
}
