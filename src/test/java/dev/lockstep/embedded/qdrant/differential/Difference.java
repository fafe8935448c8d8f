package dev.lockstep.embedded.qdrant.differential;

import java.util.List;

/**
 * An operation that two servers answered differently.
 *
 * @param number from 1, in the history
 * @param operation what they were asked
 * @param findings each in words
 */
record Difference(int number, Operation operation, List<String> findings) {
    String text() {
        return "Operation %d, %s:%n  %s%n  asked: %s"
                .formatted(
                        number,
                        operation.method(),
                        String.join(System.lineSeparator() + "  ", findings),
                        operation.text());
    }
}
