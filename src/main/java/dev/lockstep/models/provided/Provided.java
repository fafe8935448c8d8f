package dev.lockstep.models.provided;

import java.util.Optional;

/**
 * A model of quarkus-langchain4j. It prints neither its client nor its key.
 *
 * @param name the one it is configured by; for the model without a name that of its provider
 * @param provider for example {@code openai}
 * @param model what the provider calls it
 * @param unnamed whether it is the one without a name
 * @param apiKey is never told to anybody
 * @param client makes its calls
 */
public record Provided<T>(
        String name, String provider, String model, boolean unnamed, Optional<String> apiKey, T client) {

    /** Removes the key from what a server says, which may repeat the key that it was sent. */
    public String withoutKey(String said) {
        return apiKey.filter(key -> !key.isEmpty())
                .map(key -> said.replace(key, "..."))
                .orElse(said);
    }

    @Override
    public String toString() {
        return name + " (" + model + " by " + provider + ")";
    }
}
