package dev.lockstep.proof.clients;

import dev.lockstep.proof.crashes.PackagedApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What other people's tools say of the OpenAPI document. Each runs where it is installed ({@code npm i -g @redocly/cli
 * @stoplight/spectral-cli}, {@code pip install schemathesis}); schemathesis, which takes minutes, only when it is asked for with
 * {@code -Dlockstep.schemathesis=true}.
 */
class DescriptionToolsIT {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final String DOCUMENT = "docs/openapi.yaml";

    @Test
    void redoclyHasNothingToSay() {
        assumeTrue(Tool.run(HERE, "redocly", "--version").succeeded(), "skipped: redocly is not installed");

        Tool.run(HERE, "redocly", "lint", DOCUMENT, "--extends=recommended", "--max-problems=20")
                .mustSucceed();
    }

    @Test
    void spectralHasNothingToSay() {
        assumeTrue(Tool.run(HERE, "spectral", "--version").succeeded(), "skipped: spectral is not installed");

        Tool.run(HERE, "spectral", "lint", "-r", "src/test/resources/spectral.yaml", "--fail-severity=warn", DOCUMENT)
                .mustSucceed();
    }

    @Test
    void schemathesisFindsNothing() throws Exception {
        assumeTrue(
                Boolean.getBoolean("lockstep.schemathesis"),
                "skipped: not asked for with -Dlockstep.schemathesis=true");
        assumeTrue(Tool.run(HERE, "st", "--version").succeeded(), "skipped: schemathesis is not installed");
        Path work = Files.createDirectories(
                Path.of("target", "schemathesis-" + UUID.randomUUID()).toAbsolutePath());
        try (PackagedApplication application = PackagedApplication.start(work.resolve("data"))) {
            String address = "http://127.0.0.1:" + application.port();
            Tool.run(
                            work,
                            Map.of(
                                    "SCHEMATHESIS_HOOKS",
                                    HERE.resolve("src/test/schemathesis/hooks.py")
                                            .toString()),
                            List.of(
                                    "st",
                                    "run",
                                    address + "/q/openapi",
                                    "--url",
                                    address,
                                    "--exclude-operation-id",
                                    "followTransactions",
                                    "--request-timeout",
                                    "20",
                                    "--max-examples",
                                    "15",
                                    "--max-time",
                                    "280",
                                    "--continue-on-failure",
                                    "--no-color"))
                    .mustSucceed();
        }
    }
}
