package dev.lockstep.fetching;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings with which a server at 127.0.0.2 may be asked, and at every other loopback address may not. */
final class Switched {

    private Switched() {}

    /** @param settings others, each a name after {@code lockstep.url.} and its value */
    static FetchSettings on(int port, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "lockstep.url.enabled", "true",
                "lockstep.url.ports", String.valueOf(port),
                "lockstep.url.max-size", "1M",
                "lockstep.url.max-redirects", "2",
                "lockstep.url.allowed-networks", "127.0.0.2/32"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("lockstep.url." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(FetchSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(FetchSettings.class);
    }
}
