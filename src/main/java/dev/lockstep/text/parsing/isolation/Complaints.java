package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the last of what a process wrote to its standard error, for the log. Something has to read it, or the process would stop at a
 * full pipe.
 */
final class Complaints {

    private static final int KEPT = 500;

    private static final int MILLIS_FOR_THE_REST = 1_000;

    private final StringBuilder last = new StringBuilder();

    private final Thread reader;

    private Complaints(InputStream errors) {
        reader = new Thread(() -> read(errors), "lockstep-parser-errors");
        reader.setDaemon(true);
    }

    /** Reads what a process writes, on a thread of its own. */
    static Complaints collect(InputStream errors) {
        Complaints complaints = new Complaints(errors);
        complaints.reader.start();
        return complaints;
    }

    private void read(InputStream errors) {
        byte[] buffer = new byte[1_024];
        try (errors) {
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                keep(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // The process has ended, and with it what it has to say.
        }
    }

    private synchronized void keep(String more) {
        last.append(more);
        last.delete(0, Math.max(0, last.length() - KEPT));
    }

    /** Tells all that a process which has ended has said. */
    String all() throws InterruptedException {
        reader.join(MILLIS_FOR_THE_REST);
        return told();
    }

    /** Tells the complaints in one line, as the end of a sentence. */
    synchronized String told() {
        String said = last.toString().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return said.isEmpty() ? "" : ": " + said;
    }
}
