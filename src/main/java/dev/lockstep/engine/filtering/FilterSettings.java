package dev.lockstep.engine.filtering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The indexes that are made for filters on fields that no schema declares. */
@ConfigMapping(prefix = "lockstep.filters")
public interface FilterSettings {

    /** The most metadata fields of a collection that are indexed; 0 for none. Each costs Qdrant memory. */
    @WithDefault("32")
    int maxIndexes();

    /** How long fields that filters have used wait to be indexed, together. */
    @WithDefault("1s")
    Duration indexInterval();

    /** When a field is looked at again: its collection may have been made anew since. */
    @WithDefault("10m")
    Duration indexRecheck();
}
