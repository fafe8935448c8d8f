package dev.lockstep.features.access;

import dev.lockstep.platform.settings.OnRequest;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Switches tokens on when somebody says who issues them, and off otherwise, when the extension itself would not start. */
public final class TokensOnRequest implements ConfigSourceFactory {

    /** Tells whether tokens are read. */
    static final String ENABLED = "quarkus.oidc.tenant-enabled";

    private static final String PREFIX = "quarkus.oidc.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean asked = OnRequest.anyGiven(
                context,
                PREFIX + "auth-server-url",
                PREFIX + "public-key",
                PREFIX + "provider",
                PREFIX + "certificate-chain.trust-store-file");
        return List.of(OnRequest.set(ENABLED, asked));
    }
}
