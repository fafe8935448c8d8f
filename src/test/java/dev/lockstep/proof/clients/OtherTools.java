package dev.lockstep.proof.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tools of other people, which are installed below {@code target} where Node or Python is there and their registry answers. */
final class OtherTools {

    private static final Path HOME = Path.of("target", "tools").toAbsolutePath();

    private OtherTools() {}

    static String redocly() throws IOException {
        return node("redocly", "@redocly/cli@2.77.0");
    }

    static String spectral() throws IOException {
        return node("spectral", "@stoplight/spectral-cli@6.16.3");
    }

    static String schemathesis() throws IOException {
        Path home = Files.createDirectories(HOME.resolve("schemathesis"));
        Path program = home.resolve("bin").resolve("st");
        if (!Files.exists(program)) {
            require("Python", home, List.of("python3", "--version"));
            require("a virtual environment of Python", home, List.of("python3", "-m", "venv", "."));
            require("schemathesis", home, List.of("bin/pip", "install", "--quiet", "schemathesis==4.32.5"));
        }
        return program.toString();
    }

    private static String node(String name, String what) throws IOException {
        Path home = Files.createDirectories(HOME.resolve(name));
        Path program = home.resolve("node_modules").resolve(".bin").resolve(name);
        if (!Files.exists(program)) {
            require("Node", home, List.of("node", "--version"));
            List<String> quietly = List.of("--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
            List<String> install = List.of("npm", "install", "--prefix", home.toString(), what);
            require(
                    name,
                    home,
                    Stream.concat(install.stream(), quietly.stream()).toList());
        }
        return program.toString();
    }

    /** Skips the test that runs where a step fails, and says why. */
    private static void require(String what, Path home, List<String> command) {
        String program =
                command.get(0).startsWith("bin/") ? home.resolve(command.get(0)).toString() : command.get(0);
        Tool step = Tool.run(
                home,
                Stream.concat(Stream.of(program), command.stream().skip(1)).toArray(String[]::new));
        assumeTrue(step.succeeded(), () -> "skipped: " + what + " is not to be had here: " + step.output());
    }
}
