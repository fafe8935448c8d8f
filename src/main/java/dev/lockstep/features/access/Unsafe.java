package dev.lockstep.features.access;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;

/** Ends a start that would leave the service open to everybody, or closed to the operator. */
final class Unsafe {

    private static final int REFUSED = 1;

    private Unsafe() {}

    /**
     * Says why, once and without a trace, and returns what ends the start when it is thrown.
     *
     * @param why a whole sentence for whoever starts the service, with what to do
     */
    static RuntimeException start(String why) {
        System.err.println("lockstep: " + why);
        Quarkus.asyncExit(REFUSED);
        return new PreventFurtherStepsException(why, REFUSED);
    }
}
