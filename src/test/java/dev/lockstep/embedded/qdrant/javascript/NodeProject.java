package dev.lockstep.embedded.qdrant.javascript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of a JavaScript project with what it depends on, beside the other things that the build makes.
 *
 * @param directory the copy
 */
record NodeProject(Path directory) {
    private static final Duration INSTALLING = Duration.ofSeconds(90);
    private static final Duration RUNNING = Duration.ofSeconds(90);
    private static final int OLDEST_NODE = 18;

    /**
     * Copies the sources and installs the exact versions that they name. The test is skipped, with the reason printed, where there
     * is no Node.js or npm cannot bring them. With {@code -Dlockstep.test.javascript=required} it fails there.
     */
    static NodeProject install(Path sources, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        NodeProject project = new NodeProject(directory);
        skipUnless(project.hasNode(), "Node.js " + OLDEST_NODE + " or later and npm are not on this machine");
        boolean installed = project.isInstalled(sources);
        project.copy(sources);
        if (!installed) {
            project.install();
        }
        return project;
    }

    /** Runs a script of the project, which must end well. */
    String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(words);
        Command run = Command.run(directory, RUNNING, command);
        assertThat(run.status())
                .as("%s\n%s", String.join(" ", command), run.output())
                .isZero();
        return run.output();
    }

    private boolean hasNode() throws IOException, InterruptedException {
        Command node = Command.run(directory, RUNNING, List.of("node", "-p", "process.versions.node.split('.')[0]"));
        return node.isWell()
                && Integer.parseInt(node.output().trim()) >= OLDEST_NODE
                && Command.run(directory, RUNNING, List.of("npm", "--version")).isWell();
    }

    private boolean isInstalled(Path sources) throws IOException {
        Path installed = directory.resolve("installed.json");
        return Files.exists(installed) && Files.mismatch(installed, sources.resolve("package.json")) == -1;
    }

    private void copy(Path sources) throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void install() throws IOException, InterruptedException {
        Command npm = Command.run(
                directory,
                INSTALLING,
                List.of(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--legacy-peer-deps",
                        "--fetch-retries=1",
                        "--fetch-timeout=20000"));
        skipUnless(npm.isWell(), "npm cannot install what it needs:\n" + npm.output());
        Files.copy(
                directory.resolve("package.json"),
                directory.resolve("installed.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void skipUnless(boolean possible, String reason) {
        if (!possible) {
            assertThat(System.getProperty("lockstep.test.javascript"))
                    .as(reason)
                    .isNotEqualTo("required");
            System.out.println("The JavaScript client is not tested: " + reason);
        }
        Assumptions.assumeTrue(possible, reason);
    }
}
