package dev.lockstep.embedded.qdrant.javascript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended.
 *
 * @param status 0 if it was well; -1 if it was stopped because it took too long, or is not on this machine
 * @param output of both kinds
 */
record Command(int status, String output) {

    /** Runs it in the directory; whatever it leaves running is ended with it. */
    static Command run(Path directory, Duration patience, List<String> words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, words.get(0), ".out");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(emptyFile(directory)))
                .redirectOutput(output.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Command(-1, words.get(0) + " is not here: " + e.getMessage());
        }
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            String told = Files.readString(output);
            return ended
                    ? new Command(process.exitValue(), told)
                    : new Command(-1, told + "\nstopped: it took longer than " + patience);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    boolean isWell() {
        return status == 0;
    }

    private static java.io.File emptyFile(Path directory) throws IOException {
        Path empty = directory.resolve("empty");
        Files.write(empty, new byte[0]);
        return empty.toFile();
    }
}
