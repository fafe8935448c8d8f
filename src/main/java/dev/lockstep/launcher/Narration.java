package dev.lockstep.launcher;

import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Tells whoever starts the service what it does. It writes plain lines on standard output: logging is set up by Quarkus, which runs only
 * after this, and would hold them back until then.
 */
record Narration(PrintStream out) {

    void say(String line) {
        out.println("lockstep: " + line);
    }

    /** Does the work, which returns how it ended, and tells that with the time it took. */
    void timed(Supplier<String> work) {
        long began = System.nanoTime();
        String outcome = work.get();
        say(outcome + " (" + (System.nanoTime() - began) / 1_000_000 + " ms)");
    }
}
