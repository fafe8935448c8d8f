package dev.lockstep.platform.tracing;

import dev.lockstep.platform.settings.OnRequest;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches tracing on when somebody says where traces go, and off otherwise. The extension itself would send them to a
 * collector on this machine, and complain that there is none.
 */
public final class TracesOnRequest implements ConfigSourceFactory {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean asked = OnRequest.anyGiven(context, ENDPOINT, TRACES_ENDPOINT);
        return List.of(OnRequest.set("quarkus.otel.sdk.disabled", !asked));
    }
}
