package dev.lockstep.proof.histories;

/** The service broke a promise. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
