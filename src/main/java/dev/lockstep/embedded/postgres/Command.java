package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs to its end, in an environment that does not depend on the machine's. */
final class Command {

    private final Path program;
    private final Duration timeout;

    Command(Path program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    /** Says how the program ended; {@code output} has both of its streams. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    Result run(List<String> arguments) {
        try {
            Process process = start(line(program, arguments));
            // Reading ends when the program does: a server that pg_ctl leaves running writes to the log file only.
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Result(-1, output + "\n(no end within " + timeout.toSeconds() + " s)");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(program + " can't be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException(program + " was interrupted.", e);
        }
    }

    /** Returns the whole command line, for a caller that must run it later without this class. */
    static List<String> line(Path program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        if (runsAsRoot()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does.
            line.addAll(List.of("unshare", "--user"));
        }
        line.add(program.toString());
        line.addAll(arguments);
        return List.copyOf(line);
    }

    static boolean runsAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
