package dev.lockstep.platform.spool;

import dev.lockstep.testing.MappedSettings;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;

/** Spools for tests without the application. */
public final class Spools {

    private Spools() {}

    /** @param settings names below {@code lockstep.uploads} and values in turn */
    public static Spool in(Path directory, Vertx vertx, String... settings) {
        SmallRyeConfig config = MappedSettings.of(
                SpoolSettings.class,
                "lockstep.uploads",
                Map.of("lockstep.uploads.directory", directory.toString()),
                settings);
        SpoolSettings read = config.getConfigMapping(SpoolSettings.class);
        return new Spool(vertx, new SpoolDirectory(read, config), read);
    }
}
