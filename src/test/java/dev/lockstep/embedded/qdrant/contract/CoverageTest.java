package dev.lockstep.embedded.qdrant.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing stands in the table that the contract does not ask for. */
class CoverageTest {
    private static final String TABLE = "src/main/java/dev/lockstep/embedded/qdrant/package-info.java";
    private static final String CLASSES = "src/test/java/dev/lockstep/embedded/qdrant/contract";
    private static final Pattern ROW = Pattern.compile("<tr><td>(.*?)</td>");

    @Test
    void everyRowOfTheTableIsCovered() throws Exception {
        assertThat(rows()).hasSizeGreaterThan(4);
        assertThat(covered()).containsExactlyElementsOf(rows());
    }

    private static Set<String> rows() throws IOException {
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of(TABLE)));
        while (row.find()) {
            rows.add(row.group(1));
        }
        return rows;
    }

    private static Set<String> covered() throws Exception {
        Set<String> covered = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of(CLASSES))) {
            for (String file : files.map(path -> path.getFileName().toString()).toList()) {
                if (file.endsWith("ContractTest.java")) {
                    Class<?> tests = Class.forName(CoverageTest.class.getPackageName() + "."
                            + file.substring(0, file.length() - ".java".length()));
                    Row row = tests.getAnnotation(Row.class);
                    assertThat(row).as("the row that %s covers", file).isNotNull();
                    covered.addAll(List.of(row.value()));
                }
            }
        }
        return covered;
    }
}
