package dev.lockstep.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings as the application reads them, without the application. */
public final class MappedSettings {

    private MappedSettings() {}

    /**
     * @param mapping an interface of settings
     * @param usual by their whole names
     * @param others that count more: each a name below the prefix and its value
     */
    public static SmallRyeConfig of(Class<?> mapping, String prefix, Map<String, String> usual, String... others) {
        Map<String, String> all = new HashMap<>(usual);
        for (int i = 0; i < others.length; i += 2) {
            all.put(prefix + "." + others[i], others[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
