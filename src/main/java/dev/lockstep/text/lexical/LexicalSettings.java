package dev.lockstep.text.lexical;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The lexical side of search. {@code k1}, {@code b} and {@code average-length} count for what is written from then on, see {@link Bm25}; {@code language} for
 * knowledge bases made from then on.
 */
@ConfigMapping(prefix = "lockstep.lexical")
public interface LexicalSettings {

    /** The language of knowledge bases that name none, see {@link Languages}; {@code auto} finds that of each document. */
    @WithDefault("en")
    String language();

    /** In how many languages of its documents a query is read at most: the first that came to the knowledge base. */
    @WithDefault("16")
    int maxQueryLanguages();

    @WithDefault("1.2")
    float k1();

    @WithDefault("0.75")
    float b();

    /** The length that a chunk is taken to have on average, in terms. */
    @WithDefault("64")
    float averageLength();
}
