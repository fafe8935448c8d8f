package dev.lockstep.documentation;

import java.io.File;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No library is older than the version in which a known hole of it is mended. The list is kept by hand and covers only what it
 * names; nothing is asked of the network.
 */
class KnownHolesTest {

    private static final Pattern JAR = Pattern.compile("(?<artifact>.+?)-(?<version>\\d+(?:\\.\\d+)*).*\\.jar");

    private record Hole(String artifact, String firstGood, String what) {}

    @Test
    void noLibraryHasAKnownHole() {
        Map<String, String> versions = versions();
        List<Hole> holes = holes(Sources.read(Path.of("src/test/resources/known-holes.csv")));

        assertThat(holes).hasSizeGreaterThan(15).allSatisfy(hole -> {
            assertThat(versions).as("the list names what is used").containsKey(hole.artifact());
            assertThat(isOlder(versions.get(hole.artifact()), hole.firstGood()))
                    .as("%s %s: %s", hole.artifact(), versions.get(hole.artifact()), hole.what())
                    .isFalse();
        });
    }

    @Test
    void versionsAreComparedAsNumbers() {
        assertThat(isOlder("4.1.99", "4.1.132")).isTrue();
        assertThat(isOlder("4.1.132", "4.1.132")).isFalse();
        assertThat(isOlder("5.0", "4.1.132")).isFalse();
        assertThat(isOlder("3.2", "3.2.2")).isTrue();
    }

    private static boolean isOlder(String version, String firstGood) {
        return Version.parse(version).compareTo(Version.parse(firstGood)) < 0;
    }

    private static List<Hole> holes(String list) {
        return list.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split(",", 3))
                .map(cells -> new Hole(cells[0], cells[1], cells[2]))
                .toList();
    }

    private static Map<String, String> versions() {
        // Surefire gives the JVM one jar that names the others.
        String all = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        Map<String, String> versions = new HashMap<>();
        Stream.of(all.split(File.pathSeparator))
                .map(path -> JAR.matcher(Path.of(path).getFileName().toString()))
                .filter(Matcher::matches)
                .forEach(jar -> versions.put(jar.group("artifact"), jar.group("version")));
        return versions;
    }
}
