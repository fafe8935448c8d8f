package dev.lockstep.lexical;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The lexical side of search. {@code k1} and {@code b} count for what is written from then on, see {@link Bm25}; {@code language} for
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
}
