package dev.lockstep.testing.quick;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is judged by class files is compared with what the sources say. */
class QuickTestsTest {

    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern STARTS_SOMETHING = Pattern.compile(
            "@QuarkusTest\\b|EmbeddedStores\\.class|TestPostgres\\.|\\bRunningQdrant\\b|\\bConnection\\.to|EmbeddedQdrant\\.start");

    @Test
    void whatSaysThatItNeedsAStoreOrTheApplicationIsNotQuick() {
        assertThat(tests().filter(QuickTestsTest::startsSomething))
                .hasSizeGreaterThan(80)
                .allSatisfy(test -> assertThat(needs(test)).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChunkerTest",
                "FilterParserTest",
                "MetadataTest",
                "DetectionTest",
                "PreferTest",
                "ArchitectureTest"
            })
    void whatNeedsNothingButThisProcessIsQuick(String name) {
        assertThat(tests().filter(test -> test.endsWith(name + ".java")))
                .singleElement()
                .satisfies(test -> assertThat(needs(test)).isEmpty());
    }

    @Test
    void thereAreEnoughQuickTestsToBeWorthRunning() {
        assertThat(tests().filter(test -> needs(test).isEmpty())).hasSizeGreaterThan(50);
    }

    /** It names neither a store nor the application, but what brings both. */
    @Test
    void whatAHelperStartsCountsAsWell() {
        assertThat(Needs.of(NamesAHelper.class.getName())).isPresent();
    }

    private static List<String> needs(Path test) {
        String name = SOURCES.relativize(test).toString().replace(".java", "");
        return Needs.of(name).stream().toList();
    }

    private static boolean startsSomething(Path test) {
        try {
            return STARTS_SOMETHING.matcher(Files.readString(test)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> tests() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
