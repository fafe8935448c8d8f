package dev.lockstep.proof.crashes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The container engine of this machine, if it has one. */
final class ContainerEngine {

    private static final Pattern IMAGE = Pattern.compile("(?m)^ *image: (\\S+)");

    private ContainerEngine() {}

    /** Skips the test where there is no engine with Compose, or it would have to fetch the images first. */
    static void assumeItHasTheImages(Path composeFile) throws IOException, InterruptedException {
        assumeTrue(
                succeeds("docker", "compose", "version") && succeeds("docker", "info"),
                "not tested, for there is no container engine with Compose");
        List<String> inspect = new ArrayList<>(List.of("docker", "image", "inspect"));
        IMAGE.matcher(Files.readString(composeFile)).results().forEach(image -> inspect.add(image.group(1)));
        assumeTrue(
                succeeds(inspect.toArray(String[]::new)),
                "not tested, for the images are not there: docker compose -f " + composeFile.getFileName() + " pull");
    }

    /** Returns the names of all containers of a Compose project, running or not. */
    static String containersOf(String project) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--format",
                        "{{.Names}}")
                .redirectErrorStream(true)
                .start();
        String names = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return names.strip();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
