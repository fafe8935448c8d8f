package dev.lockstep.embedded.qdrant.fuzz;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An embedded Qdrant in a process of its own, which ends when memory does. */
final class FuzzedServer implements AutoCloseable {
    private static final String HEAP = "-Xmx192m";

    private final Process process;
    private final Path errors;
    private final int port;

    private FuzzedServer(Process process, Path errors, int port) {
        this.process = process;
        this.errors = errors;
        this.port = port;
    }

    static FuzzedServer start(Path directory) throws IOException {
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzedServer.class.getName(),
                        directory.resolve("data").toString())
                .redirectError(errors.toFile())
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = output.readLine();
        if (port == null) {
            throw new IOException("The server did not start: " + Files.readString(errors));
        }
        return new FuzzedServer(process, errors, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote of things that went wrong. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedQdrant server = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(Path.of(arguments[0])));
        System.out.println(server.port());
        System.out.flush();
        Thread.currentThread().join();
    }
}
