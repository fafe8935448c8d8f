package dev.lockstep.embedded.qdrant.index;

/**
 * A dense vector that every point of a collection may have.
 *
 * @param name as the caller gave it
 * @param size in dimensions
 */
public record VectorSpec(String name, int size, Metric metric) {
    String field() {
        return field(name);
    }

    static String field(String name) {
        return "v:" + name;
    }
}
