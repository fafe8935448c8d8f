package dev.lockstep.proof.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A program that is run, with what it said. */
record Tool(int status, String output) {

    private static final int NOT_THERE = -1;

    static Tool run(Path directory, String... command) {
        return run(directory, Map.of(), List.of(command));
    }

    static Tool run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(5, TimeUnit.MINUTES);
            return new Tool(process.exitValue(), output);
        } catch (IOException notThere) {
            return new Tool(NOT_THERE, String.valueOf(notThere.getMessage()));
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    boolean succeeded() {
        return status == 0;
    }

    void mustSucceed() {
        assertThat(status).as(output).isZero();
    }
}
