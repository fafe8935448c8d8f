package dev.lockstep.text.lexical;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The lexical side of search. {@code k1}, {@code b} and {@code average-length} count for what is written from then on, see {@link Bm25}; {@code language} for
 * knowledge bases made from then on.
 */
@ConfigMapping(prefix = "lockstep.lexical")
public interface LexicalSettings {

    /** Of knowledge bases that name none, see {@link Languages}. */
    @WithDefault("en")
    String language();

    @WithDefault("1.2")
    float k1();

    @WithDefault("0.75")
    float b();

    /** How long a chunk is taken to be on average, in terms. */
    @WithDefault("64")
    float averageLength();
}
