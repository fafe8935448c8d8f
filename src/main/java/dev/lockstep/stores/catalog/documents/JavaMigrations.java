package dev.lockstep.stores.catalog.documents;

import io.quarkus.arc.Unremovable;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Tells Flyway about the migrations that are written in Java, because it does not look for them. */
@ApplicationScoped
@Unremovable
public class JavaMigrations implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.javaMigrations(new V7_1__MetadataDates());
    }
}
