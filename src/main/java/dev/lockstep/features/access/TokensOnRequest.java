package dev.lockstep.features.access;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Switches tokens on when somebody says who issues them, and off otherwise, when the extension itself would not start. */
public final class TokensOnRequest implements ConfigSourceFactory {

    /** Tells whether tokens are read. */
    static final String ENABLED = "quarkus.oidc.tenant-enabled";

    /** Less than application.properties (250), so that it may be said explicitly. */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean asked = Stream.of("auth-server-url", "public-key", "provider", "certificate-chain.trust-store-file")
                .anyMatch(setting -> isGiven(context.getValue("quarkus.oidc." + setting)));
        return List.of(
                new PropertiesConfigSource(Map.of(ENABLED, Boolean.toString(asked)), "tokens on request", ORDINAL));
    }

    private static boolean isGiven(ConfigValue value) {
        return value.getValue() != null && !value.getValue().isBlank() && value.getConfigSourceOrdinal() > 0;
    }
}
