package dev.lockstep.spool;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Spools for tests without the application. */
public final class Spools {

    private Spools() {}

    /** @param settings names below {@code lockstep.uploads} and values in turn */
    public static Spool in(Path directory, Vertx vertx, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("lockstep.uploads.directory", directory.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("lockstep.uploads." + settings[i], settings[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(SpoolSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        SpoolSettings read = config.getConfigMapping(SpoolSettings.class);
        return new Spool(vertx, new SpoolDirectory(read, config), read);
    }
}
