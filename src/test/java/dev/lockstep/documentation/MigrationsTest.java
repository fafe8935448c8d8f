package dev.lockstep.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Flyway passes over files whose names it does not understand, and does not look for migrations that are written in Java. */
class MigrationsTest {

    private static final Path SQL = Path.of("src/main/resources/db/migration");
    private static final Pattern NAME = Pattern.compile("V\\d+(?:_\\d+)?__[a-z][a-z0-9_]*\\.sql");
    private static final Pattern IN_JAVA = Pattern.compile("class (V\\d+\\w*__\\w+)");

    @Test
    void everyFileHasANameThatFlywayUnderstands() throws IOException {
        assertThat(files()).isNotEmpty().allMatch(NAME.asMatchPredicate());
    }

    @Test
    void noVersionIsThereTwice() throws IOException {
        List<String> versions = new ArrayList<>(files());
        versions.addAll(inJava());

        assertThat(versions.stream().map(name -> name.substring(0, name.indexOf("__"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyMigrationInJavaIsRegistered() {
        String registered = Sources.files(Path.of("src/main/java")).stream()
                .filter(file -> file.endsWith("JavaMigrations.java"))
                .map(Sources::read)
                .findFirst()
                .orElseThrow();

        assertThat(inJava()).isNotEmpty().allSatisfy(name -> assertThat(registered)
                .contains("new " + name + "()"));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(SQL)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> inJava() {
        return Sources.files(Path.of("src/main/java")).stream()
                .map(Sources::read)
                .flatMap(source -> IN_JAVA.matcher(source).results())
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
