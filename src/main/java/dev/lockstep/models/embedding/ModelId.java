package dev.lockstep.models.embedding;

import java.util.Objects;

/**
 * Says which model made a vector, down to whatever changes the numbers: for a model run in process that includes the version of the
 * runtime. It is stored with every knowledge base; vectors of different ids must not be compared.
 *
 * @param value for example {@code bge-small-en-v1.5-q@onnxruntime-1.24.2}
 */
public record ModelId(String value) {

    public ModelId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("a model id can't be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
