package dev.lockstep.models.rerank;

import dev.lockstep.models.embedding.LaneLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings {@code lockstep.rerank.*} say whether the best hits are read once more, and by what. With neither folder nor path nor URL
 * they are not.
 */
@ConfigMapping(prefix = "lockstep.rerank")
interface RerankSettings {

    /** The folder with all files of a cross-encoder, as Hugging Face's repositories have them. */
    Optional<String> folder();

    /** The ONNX file of a cross-encoder. */
    Optional<String> modelPath();

    /** The model's {@code tokenizer.json}, as Hugging Face writes it. */
    Optional<String> tokenizerPath();

    /** The longest pair of query and text to read, in tokens with the special ones. By default the folder says it, up to 512. */
    OptionalInt maxInput();

    /** The threads that score. By default there is one a processor. */
    OptionalInt threads();

    /** The address, with its path, where a server takes queries and documents by the protocol of Cohere, Jina and vLLM. */
    Optional<String> url();

    /** The bearer token that the server wants to see. */
    Optional<String> apiKey();

    /** The model that the server is asked for, if it has several. */
    Optional<String> model();

    /** Limits the searches whose candidates are scored at the same time; those of more are not. */
    @WithDefault("32")
    int requests();

    /** The number of a search's best candidates that are scored. */
    @WithDefault("50")
    int depth();

    /** The time that a search waits for the scores before it answers without. */
    @WithDefault("300ms")
    Duration timeout();

    default LaneLimits limits() {
        int each = threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return LaneLimits.withoutWaiting(each, requests(), requests() * depth());
    }
}
