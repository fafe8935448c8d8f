package dev.lockstep.models.embedding;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Says that the service can't start with a model as it is configured. Quarkus tells the sentence alone, without a trace. */
public final class ModelRefusal {

    private ModelRefusal() {}

    /**
     * Refuses a setting whose value does not work.
     *
     * @param remedy what to do about it, as an imperative
     */
    public static ConfigurationException because(String setting, Object value, String why, String remedy) {
        return new ConfigurationException("%s is \"%s\", but %s: %s.".formatted(setting, value, why, remedy));
    }
}
