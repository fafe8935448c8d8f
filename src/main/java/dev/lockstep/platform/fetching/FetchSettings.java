package dev.lockstep.platform.fetching;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may be fetched from the web. */
@ConfigMapping(prefix = "lockstep.url")
public interface FetchSettings {

    /** Whether anything may. */
    @WithDefault("false")
    boolean enabled();

    /** The largest document. */
    @WithDefault("100M")
    MemorySize maxSize();

    /** How long all of it may take, redirects included. */
    @WithDefault("60s")
    Duration timeLimit();

    /** How long it may take to reach a server. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How often a server may send us elsewhere. */
    @WithDefault("5")
    int maxRedirects();

    /** Which ports of servers may be asked. */
    @WithDefault("80,443")
    List<Integer> ports();

    /** Networks that may be asked although they are not public, such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allowedNetworks();

    /** How many documents may be fetched at a time. */
    @WithDefault("8")
    int concurrency();
}
