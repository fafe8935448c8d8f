package dev.lockstep.platform.fetching;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits what may be fetched from the web. */
@ConfigMapping(prefix = "lockstep.url")
public interface FetchSettings {

    /** Tells whether anything may be fetched. */
    @WithDefault("false")
    boolean enabled();

    /** The largest document. */
    @WithDefault("100M")
    MemorySize maxSize();

    /** Limits how long all of it may take, redirects included. */
    @WithDefault("60s")
    Duration timeLimit();

    /** Limits how long it may take to reach a server. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Limits how often a server may send us elsewhere. */
    @WithDefault("5")
    int maxRedirects();

    /** The ports of servers that may be asked. */
    @WithDefault("80,443")
    List<Integer> ports();

    /** Networks that may be asked although they are not public, such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allowedNetworks();

    /** Limits how many documents may be fetched at a time. */
    @WithDefault("8")
    int concurrency();
}
