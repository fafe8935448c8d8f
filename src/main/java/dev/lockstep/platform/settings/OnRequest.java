package dev.lockstep.platform.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A switch of an extension that follows from settings of it: nobody who says what it needs has to switch it on as well. */
public final class OnRequest {

    /** Less than application.properties (250), so that a switch may be set explicitly. */
    private static final int ORDINAL = 200;

    private OnRequest() {}

    /** Tells whether somebody has set one of these settings, beyond what the extension has for it. */
    public static boolean anyGiven(ConfigSourceContext context, String... settings) {
        return Stream.of(settings).map(context::getValue).anyMatch(OnRequest::isGiven);
    }

    private static boolean isGiven(ConfigValue value) {
        return value.getValue() != null && !value.getValue().isBlank() && value.getConfigSourceOrdinal() > 0;
    }

    public static ConfigSource set(String name, boolean on) {
        return new PropertiesConfigSource(Map.of(name, Boolean.toString(on)), name + " on request", ORDINAL);
    }
}
