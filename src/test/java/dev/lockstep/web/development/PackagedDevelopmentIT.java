package dev.lockstep.web.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What development has is not in the application that is packaged for production. */
class PackagedDevelopmentIT {

    private static final Path APPLICATION =
            Path.of(System.getProperty("lockstep.test.jar")).getParent();

    @Test
    void nothingOfADevelopmentThatQuarkusHasIsInThePackage() throws IOException {
        assertThat(libraries()).hasSizeGreaterThan(100).noneMatch(name -> name.matches(".*-deployment.*|.*devui.*"));
    }

    /** Quarkus generates a class for each bean and each endpoint. */
    @Test
    void noBeanAndNoEndpointOfDevelopmentIsInThePackage() throws IOException {
        assertThat(generated("dev/lockstep/web/operations/")).isNotEmpty();
        assertThat(generated("dev/lockstep/web/development/")).isEmpty();
        assertThat(generated("Outage")).isEmpty();
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(APPLICATION.resolve("lib/main"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> generated(String part) throws IOException {
        try (ZipFile classes = new ZipFile(
                APPLICATION.resolve("quarkus/generated-bytecode.jar").toFile())) {
            return classes.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.contains(part))
                    .toList();
        }
    }
}
