package dev.lockstep.engine.buffer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of the write buffer. */
@ConfigMapping(prefix = "lockstep.buffer")
public interface BufferSettings {

    /** Points it holds at most. Beyond, writes wait until Qdrant has applied them, and need no buffer. */
    @WithDefault("50000")
    int maxPoints();

    /** Bytes of vectors and metadata it holds at most, as estimated. */
    @WithDefault("268435456")
    long maxBytes();

    /** How long a settling round asks Qdrant for points before it writes those still missing again. */
    @WithDefault("5s")
    Duration confirmWithin();
}
