package dev.lockstep.web.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings that say how long a client may take, and what it may speak. */
@ConfigMapping(prefix = "lockstep.http")
interface PortSettings {

    /** Tells whether HTTP/2 is spoken without TLS (h2c). With TLS it is spoken anyway. */
    @WithDefault("false")
    boolean h2c();

    /** The time for the whole body of a request that is read in memory, however it trickles in. */
    @WithDefault("1m")
    Duration bodyTimeout();

    /** The time for the whole body of a file, form or batch. */
    @WithDefault("1h")
    Duration uploadTimeout();

    /** The time for which nothing may go either way while a request is under way. It is longer than any request takes to answer. */
    @WithDefault("10m")
    Duration silence();
}
