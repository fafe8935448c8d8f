package dev.lockstep.embedded.qdrant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link Main} in a process of its own, all that it prints in one stream. */
record StandaloneProcess(Process process, BufferedReader output) implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("Embedded Qdrant \\S+ ready at 127\\.0\\.0\\.1:(\\d+), data in .+");

    static StandaloneProcess start(String classPath, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.lockstep.embedded.qdrant.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new StandaloneProcess(
                process, new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** The port that it says it is ready at. */
    int port() throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return Integer.parseInt(ready.group(1));
            }
            before.add(line);
        }
        throw new AssertionError("ended without being ready: " + before);
    }

    /** What it prints until it ends. */
    List<String> rest() {
        return output.lines().toList();
    }

    /** As SIGTERM does. {@link Process#destroy} would close what it prints as well. */
    void terminate() {
        if (!process.toHandle().destroy()) {
            throw new AssertionError("cannot be told to end");
        }
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
