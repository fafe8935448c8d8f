package dev.lockstep.launcher;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what was opened for the application and closes it afterwards, the last first. */
final class Lifetime implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized void owns(AutoCloseable resource) {
        opened.push(resource);
    }

    /** Closes all, even if one fails; a caller that comes second waits for the first and finds nothing left. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println("lockstep: " + resource.getClass().getSimpleName() + " does not close: " + e);
            }
        }
    }
}
