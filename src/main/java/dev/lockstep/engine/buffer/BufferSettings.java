package dev.lockstep.engine.buffer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of the write buffer. */
@ConfigMapping(prefix = "lockstep.buffer")
public interface BufferSettings {

    /** The most points that it holds. Beyond them, writes wait until Qdrant has applied them, and need no buffer. */
    @WithDefault("50000")
    int maxPoints();

    /** The most bytes of vectors and metadata that it holds, as estimated. */
    @WithDefault("268435456")
    long maxBytes();

    /** How long a settling round asks Qdrant for points before it writes those still missing again. */
    @WithDefault("5s")
    Duration confirmWithin();
}
