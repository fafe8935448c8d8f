package dev.lockstep.proof.histories;

import java.nio.file.Path;
import java.util.List;

/**
 * A protection taken out of the main code. Places are found by their text, so that a mutation that fits no more is noticed.
 *
 * @param file below the source directory
 * @param repertoire what concerns the protection: a shorter way to it than through all that can happen
 * @param seed of a history that finds it
 * @param steps how long that history may take
 */
record Mutation(String name, String file, List<Replacement> replacements, Repertoire repertoire, long seed, int steps) {

    /** One place in the file; what is to be found must be there once. */
    record Replacement(String find, String replace) {}

    static final Path SOURCES = Path.of("src", "main", "java");

    Mutation {
        replacements = List.copyOf(replacements);
    }

    @Override
    public String toString() {
        return name;
    }

    String className() {
        return file.substring(0, file.length() - ".java".length());
    }

    String mutated(String source) {
        String mutated = source;
        for (Replacement replacement : replacements) {
            int at = mutated.indexOf(replacement.find());
            if (at < 0 || mutated.indexOf(replacement.find(), at + 1) >= 0) {
                throw new IllegalStateException(name + ": " + file + " must have this once: " + replacement.find());
            }
            mutated = mutated.replace(replacement.find(), replacement.replace());
        }
        return mutated;
    }
}
