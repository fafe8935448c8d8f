package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last of what a process wrote to its standard error. Something has to read it, or the process would stop at a full pipe. */
final class Complaints {

    private static final int KEPT = 500;

    private final StringBuilder last = new StringBuilder();

    private Complaints() {}

    /** Reads what the process writes, on a thread of its own. */
    static Complaints collect(Process process) {
        Complaints complaints = new Complaints();
        Thread reader = new Thread(() -> complaints.read(process.getErrorStream()), "lockstep-parser-errors");
        reader.setDaemon(true);
        reader.start();
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

    /** Tells the complaints as the end of a sentence. */
    synchronized String told() {
        String said = last.toString().strip().replaceAll("\\s+", " ");
        return said.isEmpty() ? "" : ": " + said;
    }
}
