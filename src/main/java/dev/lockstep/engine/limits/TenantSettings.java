package dev.lockstep.engine.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The settings that bound what a tenant has. Nothing is bounded unless it is set. */
@ConfigMapping(prefix = "lockstep.tenants")
public interface TenantSettings {

    /** What every tenant may have that has no limits of its own. */
    @WithParentName
    Limits each();

    /** What one tenant may have, by its name, in place of what the others may. */
    Map<String, Limits> named();

    /** How often documents and bytes are counted anew; in between each process counts what it writes itself. */
    @WithDefault("30s")
    Duration countedEvery();

    /** The limits of one tenant. */
    interface Limits {

        /** Knowledge bases. */
        OptionalLong knowledgeBases();

        /** Documents in all knowledge bases together. */
        OptionalLong documents();

        /** Bytes of text in UTF-8, of all documents and of the versions that are kept of them. */
        OptionalLong bytes();

        /** Requests in each second, in each process. */
        OptionalInt requestsPerSecond();
    }
}
