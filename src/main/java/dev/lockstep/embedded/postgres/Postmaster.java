package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The main process of a server that runs on a data directory, as its {@code postmaster.pid} tells.
 *
 * <p>It is started in a session of its own by pg_ctl, so that Ctrl-C in a terminal reaches the JVM alone and the service
 * can drain before its database goes. The price is that it outlives a JVM that is killed: then the next start finds it
 * here and stops it.
 */
record Postmaster(ProcessHandle process, int port, Path data) {

    /** The time is long enough for the checkpoint of a shutdown; after that, crash recovery at the next start does the work. */
    private static final Duration FAST_STOP = Duration.ofSeconds(30);

    private static final Duration HARD_STOP = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /**
     * Finds the server that runs on this directory. A pid file alone proves nothing: after a crash of the machine the number may be any
     * process's.
     */
    static Optional<Postmaster> find(Path data) {
        List<String> lines = pidFile(data);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
                    .filter(process -> serves(process, data))
                    .map(process -> new Postmaster(process, port, data));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes a pid file whose number now belongs to a process that is no server of this directory. PostgreSQL clears
     * one whose process is gone by itself, and must: it then also looks for backends that outlived it.
     */
    static void forgetImpostor(Path data) throws IOException {
        List<String> lines = pidFile(data);
        if (!lines.isEmpty() && lines.get(PID_LINE).strip().matches("\\d{1,18}")) {
            Optional<ProcessHandle> process =
                    ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()));
            if (process.isPresent() && !serves(process.get(), data)) {
                Files.deleteIfExists(data.resolve("postmaster.pid"));
            }
        }
    }

    /**
     * Stops the server fast (clients are cut off, everything is written), then immediately, then by force, and waits a bounded time for
     * each.
     */
    void stop(Binaries binaries) {
        if (!isRunning() || stop(binaries, "fast", FAST_STOP) || stop(binaries, "immediate", HARD_STOP)) {
            return;
        }
        process.destroyForcibly();
        if (!ended()) {
            throw new EmbeddedPostgresException(
                    "The PostgreSQL server on " + data + " (pid " + process.pid() + ") does not end.");
        }
    }

    /** Returns the command that stops the server fast, for a caller that can't come back to this class. */
    List<String> stopCommand(Binaries binaries) {
        return Command.line(binaries.program("pg_ctl"), stopArguments("fast", FAST_STOP));
    }

    private boolean stop(Binaries binaries, String mode, Duration timeout) {
        Command pgCtl = binaries.command("pg_ctl", timeout.plusSeconds(5));
        return pgCtl.run(stopArguments(mode, timeout)).succeeded() && ended();
    }

    private List<String> stopArguments(String mode, Duration timeout) {
        return List.of(
                "stop", "--pgdata=" + data, "--mode=" + mode, "--wait", "--silent", "--timeout=" + timeout.toSeconds());
    }

    /**
     * Asks whether the server has ended: {@link ProcessHandle#onExit} would notice a process that is not this one's child seconds later.
     */
    private boolean ended() {
        long deadline = System.nanoTime() + HARD_STOP.toNanos();
        while (isRunning() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return !isRunning();
    }

    /**
     * Tells whether the server runs. One that has ended may stay a zombie: in a container the JVM is often its new parent, and never
     * reaps it.
     */
    private boolean isRunning() {
        return process.isAlive() && serves(process, data);
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        return isPostgres
                && List.of(info.arguments().orElseGet(() -> new String[0])).contains(data.toString());
    }
}
