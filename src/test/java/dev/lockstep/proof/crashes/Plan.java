package dev.lockstep.proof.crashes;

import dev.lockstep.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the units of work of one life of the application stop for good, as {@code FailpointPlan} reads it. */
final class Plan {

    private final List<String> lines = new ArrayList<>();
    private final Path file;

    Plan(Path file) {
        this.file = file;
    }

    void freeze(String point, String who) {
        lines.add(point + " " + who + " freeze");
    }

    void fail(String point, String who) {
        lines.add(point + " " + who + " fail");
    }

    Path write() throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, lines);
    }

    /** Waits until somebody has stopped there. */
    void awaitFrozen(String point, String who) {
        Eventually.holds(() -> assertThat(reached().contains(point + " " + who))
                .as("%s has come to %s", who, point)
                .isTrue());
    }

    void awaitAllFrozen() {
        Set<String> wanted = new HashSet<>();
        for (String line : lines) {
            if (line.endsWith(" freeze")) {
                wanted.add(line.substring(0, line.lastIndexOf(' ')));
            }
        }
        Eventually.holds(() -> {
            Set<String> missing = new HashSet<>(wanted);
            missing.removeAll(reached());
            assertThat(missing).as("what nobody has come to").isEmpty();
        });
    }

    private Set<String> reached() throws IOException {
        Path reached = file.resolveSibling(file.getFileName() + ".reached");
        return Files.exists(reached) ? new HashSet<>(Files.readAllLines(reached)) : Set.of();
    }
}
