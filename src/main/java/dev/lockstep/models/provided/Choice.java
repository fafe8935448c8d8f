package dev.lockstep.models.provided;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;

/** Chooses the one model of a kind that the service has use for. */
public final class Choice {

    private Choice() {}

    /**
     * Chooses the named model, or the only one, or the one that has no name.
     *
     * @param setting names the model
     * @param named its value
     * @return empty when there is none of the kind, whatever is named
     * @throws ConfigurationException when there is none of that name, or no telling which of several
     */
    public static <T> Optional<Provided<T>> of(
            List<Provided<T>> models, ModelKind kind, String setting, Optional<String> named) {
        if (models.isEmpty()) {
            return Optional.empty();
        }
        if (named.isPresent()) {
            return Optional.of(models.stream()
                    .filter(model -> model.name().equals(named.get()))
                    .findFirst()
                    .orElseThrow(() -> refusal(models, kind, setting, named.get(), "has that name")));
        }
        if (models.size() == 1) {
            return Optional.of(models.get(0));
        }
        return Optional.of(models.stream()
                .filter(Provided::unnamed)
                .findFirst()
                .orElseThrow(() -> refusal(models, kind, setting, "", "is the one without a name")));
    }

    private static <T> ConfigurationException refusal(
            List<Provided<T>> models, ModelKind kind, String setting, String value, String what) {
        return new ConfigurationException(
                "%s is \"%s\", but no %s of quarkus.langchain4j %s: name one of %s, or set the url of a server of its own."
                        .formatted(
                                setting,
                                value,
                                kind,
                                what,
                                String.join(
                                        ", ",
                                        models.stream().map(Provided::name).toList())));
    }
}
