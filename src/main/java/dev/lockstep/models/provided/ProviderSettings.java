package dev.lockstep.models.provided;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Reads what {@code quarkus.langchain4j.*} says of a model, the defaults of its provider included. The names below a provider are the
 * provider's own; these are the ones that providers have for the same.
 */
record ProviderSettings(Config config, String provider, String name) {

    private static final List<String> MODEL = List.of("model-name", "model-id", "deployment-name", "model");

    /** What the provider is asked for; empty when it has no setting for that. */
    Optional<String> model(ModelKind kind) {
        return MODEL.stream()
                .flatMap(setting -> read(kind.group() + "." + setting).stream())
                .findFirst();
    }

    Optional<String> apiKey() {
        return read("api-key");
    }

    private Optional<String> read(String setting) {
        String prefix = "quarkus.langchain4j." + provider + ".";
        if (NamedConfigUtil.isDefault(name)) {
            return config.getOptionalValue(prefix + setting, String.class);
        }
        return config.getOptionalValue(prefix + quoted() + "." + setting, String.class);
    }

    /** A name with dots is quoted in settings. */
    private String quoted() {
        return name.contains(".") ? "\"" + name + "\"" : name;
    }
}
