package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last of what a process wrote to its standard error. Something has to read it, or the process would stop at a full pipe. */
final class Complaints {

    private static final int KEPT = 500;

    private final StringBuffer last = new StringBuffer();

    private Complaints() {}

    static Complaints of(Process process) {
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
                last.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                last.delete(0, Math.max(0, last.length() - KEPT));
            }
        } catch (IOException gone) {
            last.append("");
        }
    }

    /** Tells the complaints as the end of a sentence. */
    String told() {
        String said = last.toString().strip().replaceAll("\\s+", " ");
        return said.isEmpty() ? "" : ": " + said;
    }
}
