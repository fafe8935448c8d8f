package dev.lockstep.proof.clients;

import dev.lockstep.proof.crashes.PackagedApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What other people's tools say of the OpenAPI document, and of the service by it: nothing. {@link OtherTools} installs them.
 * Schemathesis is given {@code -Dlockstep.schemathesis.seconds}, twice, and {@code -Dlockstep.schemathesis.seed}; how much it looks at
 * depends on both.
 */
class DescriptionToolsIT {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path HOOKS = HERE.resolve(Path.of("src", "test", "schemathesis"));
    /** Each has a time of its own, as coverage alone could take all of it. */
    private static final List<String> PHASES = List.of("examples,fuzzing,stateful", "coverage");

    private static final String DOCUMENT = "docs/openapi.yaml";

    @Test
    void redoclyHasNothingToSay() throws IOException {
        Tool.run(HERE, OtherTools.redocly(), "lint", DOCUMENT, "--extends=recommended", "--max-problems=20")
                .mustSucceed();
    }

    @Test
    void spectralHasNothingToSay() throws IOException {
        Tool.run(
                        HERE,
                        OtherTools.spectral(),
                        "lint",
                        "-r",
                        "src/test/resources/spectral.yaml",
                        "--fail-severity=warn",
                        DOCUMENT)
                .mustSucceed();
    }

    @Test
    void schemathesisFindsNothing() throws Exception {
        String schemathesis = OtherTools.schemathesis();
        Path work = Files.createDirectories(
                Path.of("target", "schemathesis-" + UUID.randomUUID()).toAbsolutePath());
        try (PackagedApplication application = PackagedApplication.start(work.resolve("data"))) {
            for (String phases : PHASES) {
                run(schemathesis, work, "http://127.0.0.1:" + application.port(), phases);
            }
        }
    }

    private static void run(String schemathesis, Path work, String address, String phases) {
        List<String> command = List.of(
                schemathesis,
                "--config-file",
                HOOKS.resolve("schemathesis.toml").toString(),
                "run",
                address + "/q/openapi",
                "--url",
                address,
                "--phases",
                phases,
                "--seed",
                System.getProperty("lockstep.schemathesis.seed", "1"),
                "--max-time",
                System.getProperty("lockstep.schemathesis.seconds", "15"));
        Tool.run(work, Map.of("SCHEMATHESIS_HOOKS", HOOKS.resolve("hooks.py").toString()), command)
                .mustSucceed();
    }
}
