package dev.lockstep.models.embedding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings {@code lockstep.embedding.models."name".*} describe a model of one's own: an ONNX file, or one that a server runs.
 */
interface ModelSettings {

    /** The folder with all files of a model, as Hugging Face's repositories have them. */
    Optional<String> folder();

    /** The ONNX file of a BERT-like model that gives a vector for each token. */
    Optional<String> modelPath();

    /** The model's {@code tokenizer.json}, as Hugging Face writes it. */
    Optional<String> tokenizerPath();

    /** The server that runs it, in place of a file. */
    Optional<RemoteSettings> remote();

    /** How it is asked when it is one of quarkus-langchain4j, which {@code quarkus.langchain4j.*} describes. */
    LangChain4jSettings langchain4j();

    /** The longest input the model reads, in tokens with the special ones. By default the folder says it, up to 512. */
    OptionalInt maxInput();

    /** Says how the vectors of the tokens become one. By default the folder says it, or else it is {@code mean}. */
    Optional<Pooling> pooling();

    /** Shortens the vectors of a model that was trained for it to their first numbers. */
    OptionalInt dimensions();

    /** The languages that the model reads, by their ISO 639 codes, or {@code all}. */
    Optional<List<String>> languages();

    /** The text that the model wants before a query. */
    Optional<String> queryPrefix();

    /** The text that the model wants before that of a document. */
    Optional<String> documentPrefix();
}
