package dev.lockstep.embedding;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code lockstep.embedding.models."name".*}: an ONNX model of one's own. */
interface ModelSettings {

    /** The ONNX file of a BERT-like model that gives a vector for each token. */
    String modelPath();

    /** Its {@code tokenizer.json}, as Hugging Face writes it. */
    String tokenizerPath();

    /** The longest input the model reads, in tokens with the special ones. */
    @WithDefault("512")
    int maxInput();

    /** How the vectors of the tokens become one. */
    @WithDefault("mean")
    Pooling pooling();

    /** What the model wants before a query. */
    Optional<String> queryPrefix();

    /** What the model wants before the text of a document. */
    Optional<String> documentPrefix();
}
