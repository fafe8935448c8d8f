package dev.lockstep.platform.fetching;

import dev.lockstep.testing.MappedSettings;
import java.util.Map;

/** Settings with which a server at 127.0.0.2 may be asked, and at every other loopback address may not. */
final class Switched {

    private Switched() {}

    /** @param settings others, each a name after {@code lockstep.url.} and its value */
    static FetchSettings on(int port, String... settings) {
        return MappedSettings.of(
                        FetchSettings.class,
                        "lockstep.url",
                        Map.of(
                                "lockstep.url.enabled", "true",
                                "lockstep.url.ports", String.valueOf(port),
                                "lockstep.url.max-size", "1M",
                                "lockstep.url.max-redirects", "2",
                                "lockstep.url.allowed-networks", "127.0.0.2/32"),
                        settings)
                .getConfigMapping(FetchSettings.class);
    }
}
