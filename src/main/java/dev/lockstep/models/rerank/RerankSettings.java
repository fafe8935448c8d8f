package dev.lockstep.models.rerank;

import dev.lockstep.models.embedding.LaneLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code lockstep.rerank.*}: whether the best hits are read once more, and by what. Neither path nor URL: they are not. */
@ConfigMapping(prefix = "lockstep.rerank")
interface RerankSettings {

    /** The ONNX file of a cross-encoder. */
    Optional<String> modelPath();

    /** Its {@code tokenizer.json}, as Hugging Face writes it. */
    Optional<String> tokenizerPath();

    /** The longest pair of query and text the model reads, in tokens with the special ones. */
    @WithDefault("512")
    int maxInput();

    /** Threads that score. By default one a processor. */
    OptionalInt threads();

    /** Where a server takes queries and documents, with its path: the protocol of Cohere, Jina and vLLM. */
    Optional<String> url();

    /** What the server wants to see as bearer token. */
    Optional<String> apiKey();

    /** The model that the server is asked for, if it has several. */
    Optional<String> model();

    /** Searches whose candidates are scored at the same time; those of more are not. */
    @WithDefault("32")
    int requests();

    /** How many of a search's best candidates are scored. */
    @WithDefault("50")
    int depth();

    /** How long a search waits for the scores before it answers without. */
    @WithDefault("300ms")
    Duration timeout();

    default LaneLimits limits() {
        int each = threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return LaneLimits.withoutWaiting(each, requests(), requests() * depth());
    }
}
