package dev.lockstep.launcher;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

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
                handle(name, number -> begin(end, BY_SIGNAL + number));
            } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
                // The JVM leaves it to the system (-Xrs), or there is no such signal: it ends at once then.
            }
        }
    }

    /** Asks sun.misc.Signal, for which Java has no other class, by reflection: javac's warning of it can't be suppressed. */
    private static void handle(String name, IntConsumer heard) throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Object signal = signals.getConstructor(String.class).newInstance(name);
        int number = (int) signals.getMethod("getNumber").invoke(signal);
        Object handler =
                Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (self, call, given) -> {
                    heard.accept(number);
                    return null;
                });
        Object unused = signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
    }

    private static void begin(IntConsumer end, int code) {
        Thread thread = new Thread(() -> end.accept(code), "lockstep signal");
        thread.setDaemon(true);
        thread.start();
    }
}
