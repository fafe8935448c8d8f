package dev.lockstep.launcher;

import java.util.List;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/** Handles the signals that ask a process to end. */
final class Signals {

    private static final List<String> ENDING = List.of("TERM", "INT");

    /** Shells add this to the number of the signal that has ended a process. */
    private static final int BY_SIGNAL = 128;

    private Signals() {}

    /**
     * Has the JVM tell somebody, on a thread of its own, instead of ending at once.
     *
     * @param end takes the exit status of a process that was ended by the signal
     */
    static void onEnd(IntConsumer end) {
        for (String name : ENDING) {
            try {
                var unused = Signal.handle(new Signal(name), signal -> begin(end, BY_SIGNAL + signal.getNumber()));
            } catch (IllegalArgumentException notHere) {
                // The JVM leaves it to the system (-Xrs), or there is no such signal: it ends at once then.
            }
        }
    }

    private static void begin(IntConsumer end, int code) {
        Thread thread = new Thread(() -> end.accept(code), "lockstep signal");
        thread.setDaemon(true);
        thread.start();
    }
}
